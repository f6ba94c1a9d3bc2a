package org.poormanspipes.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poormanspipes.Device;

/// How a test starts another JVM with the library in it.
public final class ChildJvm {
  /// Drivers beside the library's own, and what they need.
  private static final String[] DRIVERS = {
    "org.poormanspipes.nats.NatsDriver", "io.nats.client.Nats"
  };

  private ChildJvm() {}

  /// The command that runs a main class of these tests: a JVM that starts quickly, with the library
  /// and the tests on its class path and nothing else.
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(main),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classPath(Class<?> main) {
    return Stream.concat(
            Stream.of(placeOf(Device.class), placeOf(main)),
            Stream.of(DRIVERS).mapMulti(ChildJvm::put))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// A JVM that a test started may have the library alone.
  private static void put(String name, Consumer<Path> places) {
    try {
      places.accept(placeOf(Class.forName(name)));
    } catch (ClassNotFoundException notHere) {
      // Nor will it be there.
    }
  }

  /// The directory or the jar that a class comes from.
  public static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
