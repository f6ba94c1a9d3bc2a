package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who waits costs the server no thread.
final class ManyReadersTest {
  private static final int READERS = 500;

  /// The JVM's own, two that receive, eight that do the rest, and those that wait for all pipes.
  private static final int MOST_THREADS = 40;

  @RegisterExtension static final Mounted MOUNT = new Mounted();

  private static final String READS =
      """
      n, name = int(sys.argv[1]), sys.argv[2]
      keep = opened(name, WR)
      threads = [Thread(lambda: os.read(opened(name, RD), 100)) for _ in range(n)]
      sleeps(*[t.thread.native_id for t in threads])
      print("all wait", flush=True)
      sys.stdin.readline()
      check([t.outcome for t in threads], [None] * n)
      """;

  private static long threads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + MOUNT.server().pid() + "/task"))) {
      return tasks.count();
    }
  }

  @Test
  void fiveHundredOpenAtOnceAndWaitWithoutThreadsAndAllAreWoken() throws Exception {
    MOUNT.pmp("create", "CROWD", "--delivery", "broadcast").isFine();
    long before = threads();
    try (Client client =
        MOUNT.startPython(
            READS
                + """
                os.write(keep, b"for all")
                check([t.result() for t in threads], [b"for all"] * n)
                """,
            "" + READERS,
            "CROWD")) {
      client.until("all wait");
      long meanwhile = threads();
      System.out.println(
          READERS + " readers wait: " + before + " threads before, " + meanwhile + " meanwhile");
      assertThat(meanwhile).isLessThanOrEqualTo(MOST_THREADS);
      client.type("");
      client.end().isFine();
    }
  }

  @Test
  void theEndOfTheStreamWakesAll() throws Exception {
    try (Client client =
        MOUNT.startPython(
            READS
                + """
                os.close(keep)
                check([t.result() for t in threads], [b""] * n)
                """,
            "200",
            "END")) {
      client.until("all wait").type("");
      client.end().isFine();
    }
  }

  @Test
  void aKilledCrowdLeavesNothing() throws Exception {
    try (Client client = MOUNT.startPython(READS, "200", "KILLED")) {
      client.until("all wait");
      MOUNT.bash("pkill -KILL -f '^[^ ]*python[^ ]* -c .* 200 KILLED$'; true");
      client.end();
    }
    MOUNT.pmp("handles", "KILLED", "--json");
    MOUNT
        .bash("until [ -z \"$(\"$PMP\" handles --json | grep KILLED)\" ]; do sleep 0.05; done")
        .isFine();
    assertThat(threads()).isLessThanOrEqualTo(MOST_THREADS);
  }
}
