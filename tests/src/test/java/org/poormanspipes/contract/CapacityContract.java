package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// Changing the capacity of a pipe that is in use.
abstract class CapacityContract extends ContractTest {

  record Shape(PipeType type, Delivery delivery) {

    PipeOptions options(long capacity) {
      return PipeOptions.builder().type(type).delivery(delivery).capacity(capacity).build();
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(PipeType.values())
        .flatMap(type -> Stream.of(Delivery.values()).map(delivery -> new Shape(type, delivery)));
  }

  private static PipeOptions capacity(long bytes) {
    return PipeOptions.builder().capacity(bytes).build();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theContentMovesWhole(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(64));
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "one");
      assertThat(device.set(NAME, capacity(4096)).number("capacity")).isEqualTo(4096);
      assertThat(writeNow(writer, "x".repeat(1000))).isEqualTo(1000);
      assertThat(readNow(reader, 3)).isEqualTo("'one'");
      assertThat(readNow(reader, 2000)).isEqualTo("'" + "x".repeat(1000) + "'");
      device.set(NAME, capacity(32));
      assertThat(writeNow(writer, "two")).isEqualTo(3);
      assertThat(readNow(reader, 100)).isEqualTo("'two'");
    }
    assertThat(names()).isEmpty();
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aCapacityThatWouldNotHoldTheContentIsRefusedWithTheNumbers(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(4096));
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "x".repeat(800));
      DeviceException refused = refusal(Kind.IN_USE, () -> device.set(NAME, capacity(64)));
      assertThat(refused.getMessage()).contains("80").contains("capacity=64");
      assertThat(device.stat(NAME).number("capacity")).isEqualTo(4096);
      assertThat(readNow(reader, 1000)).isEqualTo("'" + "x".repeat(800) + "'");
    }
  }

  @Test
  void aMessageThatWaitsForRoomLearnsThatItCanNeverFit() throws Exception {
    PipeOptions options = PipeOptions.builder().type(PipeType.MESSAGE).capacity(256).build();
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        PipeChannel writer = device.open(NAME, Access.WRITE, options);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "x".repeat(100));
      writeNow(writer, "x".repeat(100));
      Future<Integer> waits = threads.submit(() -> writer.write(data("y".repeat(200))));
      awaitSleeper(NAME);
      // Not enough for the one that waits, and enough for the smaller capacity.
      readNow(reader, 100);
      device.set(NAME, capacity(128));
      assertThat(waits).failsWithin(Duration.ofSeconds(30));
    }
  }

  /// Writers, readers and somebody who changes capacity and full policy all the time: everything
  /// arrives, once and in order.
  @Test
  void threeHundredChangesUnderLoadLoseNothing() throws Exception {
    Random random = Seed.of("threeHundredChangesUnderLoadLoseNothing").random(0);
    PipeOptions options = PipeOptions.builder().type(PipeType.MESSAGE).capacity(8192).build();
    int messages = 30_000;
    try (ExecutorService threads = Executors.newFixedThreadPool(3);
        PipeChannel keep = device.open(NAME, Access.ATTRIBUTES, options)) {
      PipeChannel reader = reader(NAME);
      PipeChannel writer = writer(NAME);
      Future<Integer> read = threads.submit(() -> readAll(reader));
      Future<Void> written = threads.submit(() -> writeAll(writer, messages));
      int changes = 0;
      while (changes < 300 || !written.isDone()) {
        WhenFull policy = random.nextBoolean() ? WhenFull.BLOCK : WhenFull.REJECT;
        try {
          keep.set(
              PipeOptions.builder()
                  .capacity(1024 + random.nextInt(16_384))
                  .whenFull(policy)
                  .build());
          changes++;
        } catch (DeviceException full) {
          assertThat(full.kind()).isEqualTo(Kind.IN_USE);
        }
      }
      written.get();
      assertThat(read.get()).isEqualTo(messages);
    }
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  private static Void writeAll(PipeChannel writer, int messages) throws IOException {
    try (writer) {
      for (int number = 0; number < messages; number++) {
        ByteBuffer message =
            ByteBuffer.wrap(new NumberedMessage(0, number).bytes(16 + number % 300));
        while (message.hasRemaining()) {
          // A moment later there is room, or the lock's holder goes on.
          if (writer.write(message, Timeout.of(Duration.ofSeconds(1))) < 0) {
            Thread.onSpinWait();
          }
        }
      }
    }
    return null;
  }

  private static int readAll(PipeChannel reader) throws IOException {
    try (reader) {
      ByteBuffer buffer = ByteBuffer.allocate(1000);
      int next = 0;
      while (reader.read(buffer.clear()) >= 0) {
        NumberedMessage message = NumberedMessage.parse(buffer.array(), 0, buffer.position());
        assertThat(message.number()).isEqualTo(next++);
      }
      return next;
    }
  }
}
