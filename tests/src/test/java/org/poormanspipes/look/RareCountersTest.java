package org.poormanspipes.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// What happens off the fast path is counted too: waits, losses, and what was overwritten.
class RareCountersTest extends OneDevice {
  private static void write(PipeChannel pipe, int length) throws IOException {
    assertThat(pipe.write(ByteBuffer.allocate(length), Timeout.NOW)).isEqualTo(length);
  }

  @Test
  void aWaitCountsOnceAndOutlivesItsHandle() throws Exception {
    try (PipeChannel pipe = device.open("PIPE", Access.WRITE);
        Peer peer = Peer.start(options)) {
      peer.open("r", "PIPE", Access.READ);
      write(pipe, 1);
      assertThat(peer.read("r", 1, "forever")).isNotEmpty();
      assertThat(device.stat("PIPE").number("waits")).as("nothing was waited for").isZero();
      peer.tell("read", "r", "1", "forever");
      Eventually.holds("the wait is counted", () -> device.stat("PIPE").number("waits") == 1);
      write(pipe, 1);
      assertThat(peer.answer()).isNotEmpty();
      assertThat(device.handles("PIPE"))
          .filteredOn(handle -> "read".equals(handle.text("access")))
          .singleElement()
          .satisfies(handle -> assertThat(handle.number("waits")).isEqualTo(1));
      peer.close("r");
      assertThat(device.stat("PIPE").number("waits")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void aLossCountsWithItsReaderAndOutlivesIt(PipeType type) throws IOException {
    PipeOptions kind =
        PipeOptions.builder()
            .type(type)
            .whenFull(WhenFull.OVERWRITE)
            .delivery(Delivery.BROADCAST)
            .capacity(128)
            .build();
    try (PipeChannel writer = device.open("PIPE", Access.WRITE, kind)) {
      try (PipeChannel reader = device.open("PIPE", Access.READ)) {
        for (int count = 0; count < 50; count++) {
          write(writer, 8);
        }
        assertThat(reader.read(ByteBuffer.allocate(8), Timeout.NOW)).isEqualTo(Outcome.LOST);
        assertThat(reader.lost()).isPositive();
        assertThat(device.stat("PIPE").number("lost")).isEqualTo(reader.lost());
      }
      Attributes stat = device.stat("PIPE");
      assertThat(stat.number("lost")).isPositive().isEqualTo(stat.number("overwritten"));
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void whatWasWrittenWasReadOrOverwrittenOrIsThere(PipeType type) throws IOException {
    boolean messages = type == PipeType.MESSAGE;
    PipeOptions kind =
        PipeOptions.builder().type(type).whenFull(WhenFull.OVERWRITE).capacity(160).build();
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, kind)) {
      write(pipe, 8);
      assertThat(device.stat("PIPE").number("overwritten")).isZero();
      for (int count = 0; count < 100; count++) {
        write(pipe, 8);
        if (count % 7 == 0) {
          assertThat(pipe.read(ByteBuffer.allocate(8), Timeout.NOW)).isEqualTo(8);
        }
      }
      Attributes stat = device.stat("PIPE");
      long there = stat.number("used") / (messages ? 16 : 1);
      String unit = messages ? "messages" : "bytes";
      assertThat(stat.number("overwritten"))
          .isPositive()
          .isEqualTo(stat.number(unit + "-in") - stat.number(unit + "-out") - there);
    }
    try (PipeChannel pipe = device.open("OTHER", Access.READ_WRITE)) {
      write(pipe, 8);
      assertThat(pipe.stat().text("overwritten")).as("of a pipe that keeps all").isNull();
    }
  }
}
