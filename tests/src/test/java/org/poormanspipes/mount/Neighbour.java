package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

/// A user who minds his own pipes while others mean harm: everything he does succeeds, and takes so
/// long.
final class Neighbour implements AutoCloseable {
  private static final int UID = 4002;

  private static final String SCRIPT =
      """
      from clients import *
      os.umask(0)
      kept = opened("NEIGHBOUR", RW)
      count = 0

      def rounds(goes_on):
          global count
          took = []
          while goes_on(len(took)):
              begun = time.perf_counter()
              os.write(kept, b"x" * 64)
              check(os.read(kept, 100), b"x" * 64)
              name = "neighbour%d" % (count % 7)
              count += 1
              other = opened(name, RW)
              os.write(other, b"y")
              check(os.read(other, 9), b"y")
              os.close(other)
              took.append(time.perf_counter() - begun)
              time.sleep(0.001)
          took.sort()
          return "%d rounds, median %.3f ms, worst %.1f ms" % (
              len(took), took[len(took) // 2] * 1e3, took[-1] * 1e3)

      rounds(lambda done: done < 100)
      before = rounds(lambda done: done < 300)
      print("ready", flush=True)
      during = rounds(lambda done: not select.select([0], [], [], 0)[0])
      print("alone: %s; beside them: %s" % (before, during))
      """;

  private final String beside;
  private final Client client;

  /// Starts him, and waits until he has measured how it is without others.
  Neighbour(Mounted mount, String beside) throws Exception {
    this.beside = beside;
    client =
        mount.start(
            "setpriv",
            "--reuid=" + UID,
            "--regid=" + UID,
            "--clear-groups",
            Programs.python(),
            "-c",
            SCRIPT);
    client.until("ready");
  }

  /// Ends him, and expects that he never noticed more than that it took longer.
  void isWell() throws Exception {
    client.type("stop");
    Said said = client.end().isFine();
    assertThat(said.out()).contains("beside them");
    System.out.println("neighbour of " + beside + ": " + said.out().replace("ready\n", "").strip());
  }

  @Override
  public void close() {
    client.close();
  }
}
