package org.poormanspipes.bench.twin;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.poormanspipes.bench.Directories;
import org.poormanspipes.bench.transport.Inlet;

/// The command: prints how many messages of 32 bytes the library carries with its usual classes for
/// each that it carries with others, which lie in the directory that the property `pmp.bench.other`
/// names. Each ring gives the ratio of the medians of its turns; the result is the median of the
/// rings.
public final class Main {
  private static final String OTHER_CLASSES = "pmp.bench.other";

  private static final int SIZE = 32;
  private static final int CAPACITY = 256 << 10;
  private static final int RINGS = 7;
  private static final int TURNS = 10;
  private static final int MILLIS = 30;
  private static final int USAGE = 2;

  private Main() {}

  /// Runs the command.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: TRANSPORT DIRECTORY");
      System.exit(USAGE);
    }
    double ratio = ratio(arguments[0], Path.of(arguments[1]), RINGS, TURNS, MILLIS);
    System.out.printf(Locale.ROOT, "%.3f%n", ratio);
  }

  /// Lets both take turns.
  ///
  /// @param directory where the pipes are made, in memory
  /// @param rings how many pipes, one after the other, not counting the first, which warms up
  /// @param turns how many of each on each ring
  /// @return the usual rate divided by the other
  static double ratio(String transport, Path directory, int rings, int turns, int millis)
      throws IOException {
    String usual = System.getProperty("java.class.path", "");
    String others = System.getProperty(OTHER_CLASSES, "") + File.pathSeparator + usual;
    List<ToDoubleFunction<Path>> twins =
        List.of(load(transport, usual, millis), load(transport, others, millis));
    Twin keeper = new Twin(transport, SIZE, CAPACITY, millis);
    double[] ratios = new double[rings];
    for (int ring = -1; ring < rings; ring++) {
      Path place = Files.createTempDirectory(directory, "twin-");
      try (Inlet _ = keeper.keep(place)) {
        double ratio = ratio(twins, place, turns);
        if (ring >= 0) {
          ratios[ring] = ratio;
        }
      } finally {
        Directories.delete(place);
      }
    }
    return median(ratios);
  }

  /// Of one ring. Who comes first changes from turn to turn.
  private static double ratio(List<ToDoubleFunction<Path>> twins, Path place, int turns) {
    double[][] rates = new double[2][turns];
    for (int turn = 0; turn < turns; turn++) {
      int first = turn % 2;
      rates[first][turn] = twins.get(first).applyAsDouble(place);
      rates[1 - first][turn] = twins.get(1 - first).applyAsDouble(place);
    }
    return median(rates[0]) / median(rates[1]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /// The loaders live as long as the process.
  @SuppressWarnings("unchecked")
  private static ToDoubleFunction<Path> load(String transport, String classPath, int millis) {
    ClassLoader loader = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader());
    try {
      return (ToDoubleFunction<Path>)
          loader
              .loadClass(Twin.class.getName())
              .getConstructor(String.class, Integer.class, Integer.class, Integer.class)
              .newInstance(transport, SIZE, CAPACITY, millis);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL[] urls(String classPath) {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        try {
          urls.add(Path.of(entry).toUri().toURL());
        } catch (MalformedURLException e) {
          throw new IllegalArgumentException(e);
        }
      }
    }
    return urls.toArray(URL[]::new);
  }
}
