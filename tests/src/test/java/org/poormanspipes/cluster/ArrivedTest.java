package org.poormanspipes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Origins;
import org.poormanspipes.testing.OneServer;
import org.poormanspipes.time.Timeout;

/// How far a source came is known, whatever readers have removed, and however often it is asked.
class ArrivedTest extends OneServer {
  private static final String SOURCE = "0123456789abcdef";
  private static final int MESSAGES = 400;

  /// So many that what was read is removed.
  private static final int MANY = 3000;

  @Test
  void whatWasReadAndRemovedIsKnownToHaveArrived() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel keeper = device.open("PIPE", Access.WRITE, options())) {
      carry(device, MANY, 0);
      assertThat(arrived(device)).isEqualTo(MANY);
      drain(device, MANY);
      assertThat(arrived(device)).as("asked again, nothing carried since").isEqualTo(MANY);
      carry(device, MESSAGES, MANY);
      drain(device, MESSAGES);
      assertThat(arrived(device)).as("read before it was asked").isEqualTo(MANY + MESSAGES);
      assertThat(keeper.stat().number("used")).isZero();
    }
  }

  @Test
  void whatOthersWroteBehindItHidesNothing() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, options())) {
      carry(device, MESSAGES, 0);
      pipe.write(ByteBuffer.allocate(1));
      assertThat(arrived(device)).isEqualTo(MESSAGES);
      drain(device, MESSAGES + 1);
      pipe.write(ByteBuffer.allocate(1));
      assertThat(arrived(device)).isEqualTo(MESSAGES);
    }
  }

  @Test
  void aSourceThatNeverCarriedIsUnknown() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, options())) {
      pipe.write(ByteBuffer.allocate(1));
      assertThat(arrived(device)).isEqualTo(Origins.NONE);
    }
  }

  private static void carry(Device device, int count, long first) throws Exception {
    MessageBatch batch = new MessageBatch();
    for (int number = 0; number < count; number++) {
      batch.add(ByteBuffer.allocate(Long.BYTES).putLong(0, first + number));
    }
    try (PipeChannel writer = device.open("PIPE", Access.WRITE)) {
      assertThat(origins(writer).write(batch, new Origin(SOURCE, first), Timeout.FOREVER))
          .isEqualTo(count);
    }
  }

  /// As a carrier that starts asks.
  private static long arrived(Device device) throws Exception {
    try (PipeChannel writer = device.open("PIPE", Access.WRITE)) {
      return origins(writer).arrived(SOURCE);
    }
  }

  private static Origins origins(PipeChannel writer) throws Exception {
    return Objects.requireNonNull(Objects.requireNonNull(writer.fileObject().fastPath()).origins());
  }

  /// As a reader that starts: what it has read it removes at once.
  private static void drain(Device device, int count) throws Exception {
    try (PipeChannel reader = device.open("PIPE", Access.READ)) {
      long taken = 0;
      while (taken < count) {
        long some = reader.poll((_, _, _) -> {}, count);
        assertThat(some).isPositive();
        taken += some;
      }
    }
  }

  private static PipeOptions options() {
    return PipeOptions.builder().type(PipeType.MESSAGE).capacity(1 << 20).build();
  }
}
