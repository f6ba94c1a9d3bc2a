package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Crew;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// What every part of the contract uses: a backend, a device on it, and short words.
abstract class ContractTest implements Backend.Source {
  static final String DEVICE = "Example";
  static final String NAME = "HELLO";
  static final PipeOptions FROM_OLDEST = PipeOptions.builder().startAt(StartAt.OLDEST).build();

  Backend backend;
  Device device;
  private final List<Peer> helpers = new ArrayList<>();

  @BeforeEach
  void openDevice() throws Exception {
    backend = newBackend();
    device = Device.open(backend.device(DEVICE).build());
  }

  @AfterEach
  void closeDevice() throws Exception {
    for (Peer helper : helpers) {
      Crew.release(helper);
    }
    device.close();
    backend.close();
  }

  /// Another process at the same device, which goes on to the next test when this one is over.
  Peer helper() throws IOException {
    Peer helper = Crew.hire(backend.device(DEVICE).build());
    helpers.add(helper);
    return helper;
  }

  /// Another process at the same device, to be closed: one that the test may kill.
  Peer peer() throws IOException {
    return Peer.start(backend.device(DEVICE).build());
  }

  PipeChannel reader(String name) throws IOException {
    return device.open(name, Access.READ);
  }

  /// Opens the pipe of the test, made of this kind if it is not there.
  PipeChannel open(Access access, Flavour flavour, long capacity) throws IOException {
    return device.open(NAME, access, flavour.options(capacity));
  }

  /// A reader that comes late, and begins at the oldest that is there: in a queue as every reader.
  PipeChannel lateReader() throws IOException {
    return device.open(NAME, Access.READ, FROM_OLDEST);
  }

  PipeChannel writer(String name) throws IOException {
    return device.open(name, Access.WRITE);
  }

  static ByteBuffer data(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /// One read that does not wait, as text between quotes, or the outcome's word.
  static String readNow(PipeChannel pipe, int size) throws IOException {
    return read(pipe, size, Timeout.NOW);
  }

  /// One read that waits as long as it takes.
  static String read(PipeChannel pipe, int size) throws IOException {
    return read(pipe, size, Timeout.FOREVER);
  }

  static String read(PipeChannel pipe, int size, Timeout timeout) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    return word(pipe.read(buffer, timeout), buffer);
  }

  static String peek(PipeChannel pipe, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    return word(pipe.peek(buffer), buffer);
  }

  private static String word(int count, ByteBuffer buffer) {
    assertThat(buffer.position()).as("the buffer's position").isEqualTo(Math.max(count, 0));
    return count < 0
        ? Outcome.describe(count)
        : "'" + new String(buffer.array(), buffer.arrayOffset(), count, UTF_8) + "'";
  }

  static int writeNow(PipeChannel pipe, String text) throws IOException {
    return pipe.write(data(text), Timeout.NOW);
  }

  /// The refusal of a call; fails if it is not refused.
  static DeviceException refusal(DeviceException.Kind kind, ThrowingCallable call) {
    DeviceException refused = catchThrowableOfType(DeviceException.class, call);
    assertThat(refused).as("the refusal").isNotNull();
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
    assertThat(refused.getMessage()).as("one sentence").isNotBlank().doesNotContain("\n");
    return refused;
  }

  /// Until somebody sleeps at a pipe, for data or for room.
  void awaitSleeper(String name) throws Exception {
    Eventually.holds(
        "a handle of '" + name + "' waits",
        () ->
            device.handles(name).stream()
                .anyMatch(handle -> !Objects.equals(handle.text("waiting"), "none")));
  }

  /// Everything that a reader still finds, without the quotes, read by read.
  static List<String> readAllNow(PipeChannel reader) throws IOException {
    List<String> all = new ArrayList<>();
    for (String read = readNow(reader, 1 << 16);
        read.startsWith("'");
        read = readNow(reader, 1 << 16)) {
      all.add(read.substring(1, read.length() - 1));
    }
    return all;
  }

  /// The pipe is gone, and everything with it.
  void assertFreed(String poolBefore) throws IOException {
    assertThat(names()).isEmpty();
    assertThat(pool()).isEqualTo(poolBefore);
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  List<String> names() throws IOException {
    return device.list().stream().map(pipe -> pipe.text("name")).sorted().toList();
  }

  /// What the pool has given out, by tag, without what never happened.
  String pool() throws IOException {
    StringBuilder pool = new StringBuilder();
    for (Attributes account : device.pool()) {
      if (account.number("diff") != 0 || account.number("bytes") != 0) {
        pool.append(account.text("tag")).append('=').append(account.number("bytes")).append(' ');
      }
    }
    return pool.toString();
  }
}
