package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Requires;
import org.poormanspipes.testing.TemporaryRoot;

/// Processes that cannot see each other, and whose numbers mean nothing to each other, as in
/// containers: only the kernel's locks tell who is alive.
class PidNamespaceTest {
  private static final List<String> ELSEWHERE =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  private TemporaryRoot root;
  private DeviceOptions options;
  private Device device;

  @BeforeEach
  void prepare() throws Exception {
    Requires.root();
    Requires.program("unshare");
    Requires.thing(possible(), "needs PID namespaces (unshare --pid --mount-proc)");
    root = new TemporaryRoot();
    options = DeviceOptions.builder().device("Example").root(root.path()).build();
    device = Device.open(options);
  }

  private static boolean possible() throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(ELSEWHERE);
    command.add("true");
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  @AfterEach
  void clear() throws IOException {
    if (device != null) {
      device.close();
      root.close();
    }
  }

  private Peer elsewhere() throws IOException {
    return Peer.start(ELSEWHERE, "Example", root.path().toString());
  }

  /// The process inside, by its number here: the child of unshare(1).
  private static void killInside(Peer peer) throws IOException {
    Path children = Path.of("/proc/" + peer.pid() + "/task/" + peer.pid() + "/children");
    Signals.kill(Long.parseLong(Files.readString(children).strip()));
  }

  private void awaitSleeper() throws Exception {
    Eventually.holds(
        "somebody waits",
        () ->
            device.handles("P").stream().anyMatch(handle -> "data".equals(handle.text("waiting"))));
  }

  @Test
  void aDeathInAnotherNamespaceIsSeenHere() throws Exception {
    try (PipeChannel reader = device.open("P", Access.READ);
        Peer inside = elsewhere()) {
      inside.open("w", "P", Access.WRITE);
      assertThat(inside.write("w", new byte[10], "now")).isEqualTo("10");
      assertThat(reader.read(ByteBuffer.allocate(20))).isEqualTo(10);
      Background<Integer> reading =
          Eventually.background(() -> reader.read(ByteBuffer.allocate(10)));
      awaitSleeper();
      killInside(inside);
      assertThat(reading.result()).isEqualTo(Outcome.END);
      assertThat(device.handles("P")).hasSize(1);
    }
  }

  @Test
  void aDeathHereIsSeenInAnotherNamespace() throws Exception {
    try (Peer here = Peer.start(options);
        Peer inside = elsewhere()) {
      here.open("w", "P", Access.WRITE);
      inside.open("r", "P", Access.READ);
      inside.tell("read", "r", "10", "forever");
      awaitSleeper();
      here.kill();
      assertThat(inside.answer()).isEqualTo("END");
    }
  }

  @Test
  void whoIsAliveElsewhereIsNotTakenForDead() throws Exception {
    try (Peer inside = elsewhere();
        PipeChannel reader = device.open("P", Access.READ)) {
      inside.open("w", "P", Access.WRITE);
      long number =
          device.handles("P").stream().mapToLong(its -> its.number("pid")).min().orElse(0);
      assertThat(number).as("its number there").isOne();
      assertThat(device.stat("P").number("writers")).isOne();
      assertThat(reader.read(ByteBuffer.allocate(1), org.poormanspipes.time.Timeout.NOW))
          .isEqualTo(Outcome.EMPTY);
    }
  }
}
