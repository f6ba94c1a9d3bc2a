package org.poormanspipes.testing;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.opentest4j.TestAbortedException;

/// What a test needs and this machine may lack. A test that lacks it is aborted and listed at the
/// end of the run as NOT RUN with the reason; with `PMP_REQUIRE=all` in the environment, as where
/// everything was brought on purpose, it fails instead.
///
/// Called at the start of a test or of its set-up, from any thread.
public final class Requires {
  private static final Path NOT_RUN = Path.of("target", "not-run.txt");
  private static final boolean ALL = "all".equals(System.getenv("PMP_REQUIRE"));
  private static final String OURS = "org.poormanspipes.";

  private Requires() {}

  /// Needs to run as root.
  public static void root() {
    thing(uid() == 0, "needs root");
  }

  /// Needs a program of this name on the PATH.
  public static void program(String name) {
    thing(onPath(name), "needs the program " + name);
  }

  /// Needs whatever `present` was made of; `reason` reads on from "NOT RUN: test:", as in "needs
  /// /dev/fuse".
  public static void thing(boolean present, String reason) {
    if (present) {
      return;
    }
    String line = "NOT RUN: " + caller() + ": " + reason;
    if (ALL) {
      throw new AssertionError(line + ", and PMP_REQUIRE=all");
    }
    record(line);
    throw new TestAbortedException(line);
  }

  private static int uid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean onPath(String name) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory, name);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return true;
      }
    }
    return false;
  }

  /// The outermost of our methods on the stack: the test, or its set-up.
  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .reduce((_, outer) -> outer)
                .map(Requires::name)
                .orElse("?"));
  }

  private static String name(StackWalker.StackFrame frame) {
    return frame.getClassName().substring(OURS.length()) + "." + frame.getMethodName();
  }

  private static synchronized void record(String line) {
    try {
      Files.createDirectories(NOT_RUN.getParent());
      Files.writeString(NOT_RUN, line + System.lineSeparator(), CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Prints the list at the end of the run. Registered in `META-INF/services`.
  public static final class Report implements TestExecutionListener {
    /// For the launcher.
    public Report() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      try {
        Files.deleteIfExists(NOT_RUN);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
      lines().stream().sorted().distinct().forEach(System.out::println);
    }

    private static List<String> lines() {
      try {
        return Files.exists(NOT_RUN) ? Files.readAllLines(NOT_RUN) : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
