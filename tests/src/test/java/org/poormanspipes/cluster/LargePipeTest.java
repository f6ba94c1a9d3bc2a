package org.poormanspipes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.testing.OneServer;
import org.poormanspipes.time.Timeout;

/// A pipe that holds more than a reader is sent at once.
class LargePipeTest extends OneServer {
  private static final int BYTES = 20 << 20;
  private static final int MESSAGES = 20_000;
  private static final int AT_ONCE = 1000;

  @Test
  void aReadThatWantsMoreThanIsSentAtOnceGetsSomeAndTheNextTheRest() throws Exception {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    try (Device device = Device.open(server.device("Large") + "?patience=5");
        PipeChannel pipe = device.open("BYTES", Access.READ_WRITE, options(PipeType.BYTE))) {
      assertThat(pipe.write(ByteBuffer.wrap(bytes))).isEqualTo(BYTES);
      ByteBuffer target = ByteBuffer.allocate(BYTES);
      while (target.hasRemaining()) {
        assertThat(pipe.read(target, Timeout.NOW)).isPositive();
      }
      assertThat(target.array()).isEqualTo(bytes);
    }
  }

  @Test
  void aPollTakesWhatComesBehindWhatWasSentAtOnce() throws Exception {
    try (Device device = Device.open(server.device("Large") + "?patience=5");
        PipeChannel pipe = device.open("MANY", Access.READ_WRITE, options(PipeType.MESSAGE))) {
      MessageBatch batch = new MessageBatch();
      for (int number = 0; number < MESSAGES; number++) {
        batch.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
      }
      assertThat(pipe.write(batch, Timeout.FOREVER)).isEqualTo(MESSAGES);
      AtomicInteger next = new AtomicInteger();
      while (next.get() < MESSAGES) {
        long taken = pipe.poll((memory, at, length) -> check(memory, at, length, next), AT_ONCE);
        assertThat(taken).isPositive();
      }
    }
  }

  private static void check(MemorySegment memory, long at, long length, AtomicInteger next) {
    ByteBuffer message = memory.asSlice(at, length).asByteBuffer();
    assertThat(message.getInt()).isEqualTo(next.getAndIncrement());
  }

  private static PipeOptions options(PipeType type) {
    return PipeOptions.builder().type(type).capacity(BYTES).build();
  }
}
