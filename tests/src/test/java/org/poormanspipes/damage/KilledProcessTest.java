package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// Processes that end by `kill -9`: the next who comes by sees to what they left.
class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("pmp.kills", 20);

  private TemporaryRoot root;
  private DeviceOptions options;
  private Device device;

  @BeforeEach
  void openDevice() throws IOException {
    root = new TemporaryRoot();
    options = Places.device(root.path());
    device = Device.open(options);
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
    root.close();
  }

  @Test
  void aTemporaryPipeOfADeadProcessIsGoneAtTheNextListing() throws Exception {
    try (Peer peer = Peer.start(options)) {
      peer.open("w", "T", Access.WRITE, "lifetime=temporary");
      peer.write("w", new byte[10], "now");
      peer.kill();
    }
    assertThat(device.list()).isEmpty();
    assertThat(device.pool()).allSatisfy(account -> assertThat(account.number("diff")).isZero());
    assertThat(TemporaryRoot.tree(root.path().resolve("example")))
        .containsExactly("device", "lock");
  }

  @Test
  void aTemporaryPipeOfADeadProcessIsMadeAnewAtTheNextOpen() throws Exception {
    try (Peer peer = Peer.start(options)) {
      peer.open("w", "T", Access.WRITE, "lifetime=temporary", "capacity=100");
      peer.write("w", new byte[10], "now");
      peer.kill();
    }
    try (PipeChannel pipe = device.open("T", Access.READ)) {
      assertThat(pipe.stat().number("capacity")).isEqualTo(64 << 10);
      assertThat(pipe.read(ByteBuffer.allocate(10), Timeout.NOW)).isEqualTo(Outcome.EMPTY);
      assertThat(device.pool()).allSatisfy(account -> assertThat(account.number("diff")).isOne());
    }
  }

  @Test
  void whatADeadWriterWroteIsReadAndThenTheEnd() throws Exception {
    try (Peer peer = Peer.start(options)) {
      peer.open("w", "D", Access.WRITE);
      peer.write("w", new byte[10], "now");
      peer.kill();
    }
    assertThat(device.stat("D").number("handles")).isZero();
    try (PipeChannel pipe = device.open("D", Access.READ)) {
      assertThat(pipe.read(ByteBuffer.allocate(20))).isEqualTo(10);
      assertThat(pipe.read(ByteBuffer.allocate(20))).isEqualTo(Outcome.END);
    }
    assertThat(device.list()).isEmpty();
  }

  @Test
  void countsAreRightAfterADeath() throws Exception {
    try (PipeChannel keeper = device.open("P", Access.READ);
        Peer peer = Peer.start(options)) {
      assertThat(peer.ask("many", "30", "P", "READ_WRITE")).isEqualTo("ok");
      peer.open("w", "P", Access.WRITE);
      peer.write("w", new byte[10], "now");
      assertThat(device.stat("P").number("handles")).isEqualTo(32);
      peer.kill();
      assertThat(device.stat("P").number("handles")).isEqualTo(1);
      assertThat(device.stat("P").number("writers")).isZero();
      assertThat(device.handles("P")).hasSize(1);
      assertThat(keeper.stat().number("bytes-in")).isEqualTo(10);
      device.open("P", Access.WRITE).close();
    }
  }

  @Test
  void aSleepingReaderSeesTheEndAfterTheLastWriterWasKilled() throws Exception {
    try (PipeChannel reader = device.open("P", Access.READ);
        Peer peer = Peer.start(options)) {
      peer.open("w", "P", Access.WRITE);
      Background<Integer> reading =
          Eventually.background(() -> reader.read(ByteBuffer.allocate(10)));
      awaitSleeper();
      peer.kill();
      assertThat(reading.result()).isEqualTo(Outcome.END);
    }
  }

  @Test
  void aPollingReaderSeesTheEndAfterTheLastWriterWasKilled() throws Exception {
    try (PipeChannel reader = device.open("P", Access.READ);
        Peer peer = Peer.start(options)) {
      peer.open("w", "P", Access.WRITE);
      assertThat(reader.read(ByteBuffer.allocate(10), Timeout.NOW)).isEqualTo(Outcome.EMPTY);
      peer.kill();
      Eventually.holds(
          "the reader sees the end",
          () -> reader.read(ByteBuffer.allocate(10), Timeout.NOW) == Outcome.END);
    }
  }

  @Test
  void aKilledReaderTakesNothingFromTheOthers() throws Exception {
    PipeOptions messages = PipeOptions.builder().type(PipeType.MESSAGE).build();
    try (PipeChannel writer = device.open("P", Access.WRITE, messages);
        PipeChannel reader = device.open("P", Access.READ);
        Peer peer = Peer.start(options)) {
      peer.open("r", "P", Access.READ);
      peer.tell("read", "r", "10", "forever");
      awaitSleeper();
      peer.kill();
      writer.write(ByteBuffer.allocate(5));
      assertThat(reader.read(ByteBuffer.allocate(10))).isEqualTo(5);
    }
  }

  @Test
  void anExclusiveDeviceIsFreeAgainAfterItsHolderWasKilled() throws Exception {
    DeviceOptions single =
        DeviceOptions.builder()
            .device("Single")
            .root(root.path())
            .attribute("exclusive", "true")
            .build();
    try (Device opened = Device.open(single);
        Peer peer = Peer.start(single)) {
      peer.open("r", "P", Access.READ);
      peer.kill();
      opened.open("P", Access.READ).close();
    }
  }

  /// Nothing committed is lost, nothing is torn, nothing comes twice, whenever the writer dies.
  @ParameterizedTest
  @ValueSource(strings = {"message", "byte"})
  void aWriterKilledInTheMiddleLosesNothingThatItsWriteReturnedFor(String type) throws Exception {
    Random random = Seed.of("aWriterKilledInTheMiddle " + type).random(type.length());
    int longest = type.equals("message") ? 900 : NumberedMessage.MIN_LENGTH;
    PipeOptions kind = PipeOptions.builder().attribute("type", type).capacity(5000).build();
    try (PipeChannel reader = device.open("P", Access.READ, kind)) {
      PipeChannel keeper = device.open("P", Access.WRITE);
      Background<List<Integer>> reading = Eventually.background(reading(reader, longest));
      List<Integer> ends = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        try (Peer peer = Peer.start(options)) {
          peer.tell("flood", "P", kill + "", "0", longest + "");
          ends.add(killAfter(peer, 1 + random.nextInt(1000)));
        }
      }
      keeper.write(ByteBuffer.wrap(new NumberedMessage(KILLS, 0).bytes(longest)));
      keeper.close();
      List<Integer> received = reading.result();
      for (int producer = 0; producer < KILLS; producer++) {
        // The one after the last reported may have been written, and its report not.
        assertThat(received.get(producer) - ends.get(producer))
            .as("producer " + producer + " reported " + ends.get(producer))
            .isBetween(0, 1);
      }
      assertThat(received).hasSize(KILLS + 1);
    }
    assertThat(device.list()).isEmpty();
  }

  /// The last number that the process reported before it died.
  private static int killAfter(Peer peer, int messages) throws InterruptedException {
    int last = -1;
    for (int i = 0; i < messages; i++) {
      last = Integer.parseInt(peer.answer());
    }
    peer.kill();
    for (String line = peer.answerOrEnd(); line != null; line = peer.answerOrEnd()) {
      last = Integer.parseInt(line);
    }
    return last;
  }

  /// Reads to the end; each producer's numbers must come without a gap. Returns the last of each.
  private static Callable<List<Integer>> reading(PipeChannel reader, int fixedLength) {
    return () -> {
      List<Integer> last = new ArrayList<>();
      byte[] bytes = new byte[2000];
      while (true) {
        int read = readMessage(reader, bytes, fixedLength);
        if (read < 0) {
          return last;
        }
        NumberedMessage message = NumberedMessage.parse(bytes, 0, read);
        while (last.size() <= message.producer()) {
          last.add(-1);
        }
        assertThat(message.number())
            .as("the next of producer " + message.producer())
            .isEqualTo(last.get(message.producer()) + 1);
        last.set(message.producer(), message.number());
      }
    };
  }

  private static int readMessage(PipeChannel reader, byte[] bytes, int fixedLength)
      throws IOException {
    if (reader.messages()) {
      return reader.read(ByteBuffer.wrap(bytes));
    }
    ByteBuffer record = ByteBuffer.wrap(bytes, 0, fixedLength);
    while (record.hasRemaining()) {
      if (reader.read(record) < 0) {
        assertThat(record.position()).as("bytes of a torn record").isZero();
        return -1;
      }
    }
    return fixedLength;
  }

  private void awaitSleeper() throws Exception {
    Eventually.holds(
        "somebody waits",
        () ->
            device.handles("P").stream().anyMatch(handle -> "data".equals(handle.text("waiting"))));
  }
}
