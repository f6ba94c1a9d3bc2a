package org.poormanspipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// What tests of pipes have in common: a device in a root directory of its own.
abstract class PipeTest {

  static final Timeout LITTLE = Timeout.of(Duration.ofMillis(10));

  static final PipeOptions MESSAGES = PipeOptions.builder().type(PipeType.MESSAGE).build();

  static final PipeOptions REJECTING =
      PipeOptions.builder().whenFull(WhenFull.REJECT).capacity(16).build();

  @TempDir(factory = SharedDirectory.class)
  Path root;

  Device device;

  @BeforeEach
  void openDevice() throws IOException {
    device = Device.open(DeviceOptions.builder().root(root).device("Unit").build());
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
  }

  static PipeOptions.Builder options() {
    return PipeOptions.builder();
  }

  PipeChannel reader(String name) throws IOException {
    return device.open(name, Access.READ);
  }

  PipeChannel writer(String name) throws IOException {
    return device.open(name, Access.WRITE);
  }

  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /// What one read takes that does not wait, or the word for its outcome.
  static String read(PipeChannel channel) throws IOException {
    return read(channel, 1000, Timeout.NOW);
  }

  static String read(PipeChannel channel, int most) throws IOException {
    return read(channel, most, Timeout.NOW);
  }

  static String read(PipeChannel channel, int most, Timeout timeout) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    int read = channel.read(buffer, timeout);
    return read < 0
        ? Outcome.describe(read)
        : new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  static int write(PipeChannel channel, String text) throws IOException {
    return channel.write(text(text), Timeout.NOW);
  }

  /// Waits until a handle of the pipe waits for something: `data`, `room` or `lock`.
  void untilWaiting(String name, String reason) throws Exception {
    Tasks.until(
        "a handle of '" + name + "' waits for " + reason,
        () -> device.handles(name).stream().anyMatch(handle -> waits(handle, reason)));
  }

  private static boolean waits(Attributes handle, String reason) {
    return reason.equals(handle.text("waiting"));
  }

  boolean exists(String name) throws IOException {
    return device.list().stream().anyMatch(pipe -> name.equals(pipe.text("name")));
  }

  static void assertRefused(DeviceException.Kind kind, ThrowingCallable call, String... says) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .hasMessageContainingAll(says);
  }
}
