package org.poormanspipes.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.TemporaryRoot;

/// Processes that wait cost nothing: one thread waits for a thousand pipes, and nobody polls.
///
/// The share of a processor is a figure and printed; what is asserted is how often threads of ours
/// were scheduled, which no load of the machine changes. `-Dpmp.idle.seconds=60` for the figure that
/// the documentation quotes.
class IdleTest {
  private static final int PIPES = 1000;
  private static final long SECONDS = Integer.getInteger("pmp.idle.seconds", 5);

  private TemporaryRoot root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = new TemporaryRoot();
  }

  @AfterEach
  void removeRoot() throws IOException {
    root.close();
  }

  private Process start(int pipes) throws IOException {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(IdleMain.class, root.path().toString(), Integer.toString(pipes)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return process;
  }

  @Test
  void aThousandPipesAreWaitedForByFewThreadsThatDoNothing() throws Exception {
    Process sleeping = start(0);
    Process waiting = start(PIPES);
    try (BufferedReader slept = sleeping.inputReader(StandardCharsets.UTF_8);
        BufferedReader waited = waiting.inputReader(StandardCharsets.UTF_8)) {
      assertThat(slept.readLine()).isEqualTo("ready");
      assertThat(waited.readLine()).isEqualTo("ready");
      compare(waiting, sleeping, PIPES + " pipes");
      assertThat(ownThreads(waiting)).hasSizeBetween(1, 4);
      serveAll();
      assertThat(waited.readLine()).isEqualTo(Integer.toString(PIPES));
    } finally {
      sleeping.destroyForcibly().waitFor();
      waiting.destroyForcibly().waitFor();
    }
  }

  @Test
  void aBlockedReadOfTheCommandDoesNextToNothing() throws Exception {
    Process sleeping = start(0);
    ProcessBuilder command =
        new ProcessBuilder(System.getProperty("pmp.command"), "read", "NOBODY", "--root");
    command.command().add(root.path().toString());
    command.environment().remove("PMP_ROOT");
    Process reading = command.redirectInput(ProcessBuilder.Redirect.PIPE).start();
    try (BufferedReader slept = sleeping.inputReader(StandardCharsets.UTF_8)) {
      assertThat(slept.readLine()).isEqualTo("ready");
      Eventually.holds("it waits", () -> waits("NOBODY"));
      compare(reading, sleeping, "one blocked 'pmp read'");
    } finally {
      sleeping.destroyForcibly().waitFor();
      reading.destroyForcibly().waitFor();
    }
  }

  private boolean waits(String name) throws IOException {
    try (Device device = Device.open(DeviceOptions.builder().root(root.path()).build())) {
      return device.list().stream().anyMatch(pipe -> name.equals(pipe.text("name")))
          && device.handles(name).stream()
              .anyMatch(handle -> "data".equals(handle.text("waiting")));
    }
  }

  /// Prints the shares, and asserts that threads of ours ran seldom.
  private static void compare(Process waiting, Process sleeping, String what) throws Exception {
    // Compilation and class loading settle first.
    Thread.sleep(2000);
    ProcessFigures idleBefore = ProcessFigures.of(sleeping.pid());
    ProcessFigures before = ProcessFigures.of(waiting.pid());
    long switchesBefore = ownSwitches(waiting);
    long started = System.nanoTime();
    Thread.sleep(SECONDS * 1000);
    long elapsed = System.nanoTime() - started;
    double share = ProcessFigures.of(waiting.pid()).percentSince(before, elapsed);
    double idle = ProcessFigures.of(sleeping.pid()).percentSince(idleBefore, elapsed);
    long switches = ownSwitches(waiting) - switchesBefore;
    System.out.printf(
        Locale.ROOT,
        "idle: %s: %.4f %% of a processor, a JVM that only sleeps %.4f %%, difference %.4f %% over"
            + " %d s; own threads ran %d times%n",
        what,
        share,
        idle,
        share - idle,
        SECONDS,
        switches);
    // A look in ten seconds, and a few that follow from the start.
    assertThat(switches).as("how often our threads ran").isLessThanOrEqualTo(SECONDS + 10);
  }

  /// The threads that the library has started.
  private static List<Path> ownThreads(Process process) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      return tasks.filter(IdleTest::isOurs).toList();
    }
  }

  private static boolean isOurs(Path task) {
    try {
      String name = Files.readString(task.resolve("comm")).strip();
      return name.startsWith("pmp-") || name.startsWith("ForkJoinPool") || name.equals("java");
    } catch (IOException gone) {
      return false;
    }
  }

  private static long ownSwitches(Process process) throws IOException {
    long switches = 0;
    for (Path task : ownThreads(process)) {
      for (String line : Files.readAllLines(task.resolve("status"))) {
        if (line.startsWith("voluntary_ctxt_switches:")) {
          switches += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return switches;
  }

  private void serveAll() throws IOException {
    try (Device device =
        Device.open(DeviceOptions.builder().device("Idle").root(root.path()).build())) {
      for (int number = 0; number < PIPES; number++) {
        try (PipeChannel pipe = device.open("p" + number, Access.WRITE)) {
          pipe.write(ByteBuffer.allocate(3));
        }
      }
    }
  }
}
