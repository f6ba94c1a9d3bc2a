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
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// The most that a pipe ever held, in `stat`.
class PeakTest extends OneDevice {
  private static final int CAPACITY = 60_000;

  /// By how much it may be too high.
  private static final int MORE = CAPACITY / 64;

  /// More than that, so that it is exact.
  private static final int PIECE = 1000;

  private static PipeOptions.Builder of(PipeType type) {
    return PipeOptions.builder().type(type).capacity(CAPACITY);
  }

  /// Writes so many pieces, and says what the pipe holds then.
  private long fill(PipeChannel pipe, int pieces) throws IOException {
    for (int piece = 0; piece < pieces; piece++) {
      write(pipe, PIECE);
    }
    return used();
  }

  private static void write(PipeChannel pipe, int size) throws IOException {
    assertThat(pipe.write(ByteBuffer.allocate(size), Timeout.NOW)).isEqualTo(size);
  }

  private void drain(PipeChannel pipe) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (pipe.read(piece.clear(), Timeout.NOW) > 0) {
      // Until it is empty.
    }
    assertThat(used()).isZero();
  }

  private long used() throws IOException {
    return device.stat("PIPE").number("used");
  }

  private long peak() throws IOException {
    return device.stat("PIPE").number("peak");
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void thePeakIsTheMostThatWasThereWhoeverWroteIt(PipeType type) throws Exception {
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, of(type).build());
        Peer peer = Peer.start(options)) {
      assertThat(peak()).isZero();
      long few = fill(pipe, 5);
      assertThat(peak()).isEqualTo(few);
      drain(pipe);
      long many = fill(pipe, 20);
      drain(pipe);
      fill(pipe, 7);
      assertThat(peak()).isEqualTo(many);
      peer.open("w", "PIPE", Access.WRITE);
      for (int piece = 0; piece < 23; piece++) {
        peer.write("w", new byte[PIECE], "now");
      }
      long most = used();
      drain(pipe);
      peer.close("w");
      fill(pipe, 1);
      assertThat(peak()).isEqualTo(most).isGreaterThan(many);
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void ofSmallPiecesItIsLittleTooHigh(PipeType type) throws IOException {
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, of(type).build())) {
      write(pipe, 8);
      long one = used();
      for (int round = 0; round < 10_000; round++) {
        drain(pipe);
        write(pipe, 8);
      }
      assertThat(peak()).isBetween(one, one + MORE);
      for (int piece = 1; piece < 1000; piece++) {
        write(pipe, 8);
      }
      long held = used();
      for (int round = 0; round < 10_000; round++) {
        assertThat(pipe.read(ByteBuffer.allocate(8), Timeout.NOW)).isEqualTo(8);
        write(pipe, 8);
      }
      assertThat(peak()).isBetween(held, held + MORE);
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void aHandleThatComesLaterDoesNotCountWhatWasRead(PipeType type) throws IOException {
    try (PipeChannel reader = device.open("PIPE", Access.READ, of(type).build())) {
      for (int round = 0; round < 3; round++) {
        try (PipeChannel writer = device.open("PIPE", Access.WRITE)) {
          write(writer, 8);
        }
        assertThat(peak()).isEqualTo(used());
        drain(reader);
      }
    }
  }

  @Test
  void whatIsWrittenAtOnceOrInPlaceCounts() throws IOException {
    PipeOptions kind = of(PipeType.MESSAGE).exclusiveWriter(true).build();
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, kind)) {
      MessageBatch batch = new MessageBatch();
      for (int piece = 0; piece < 30; piece++) {
        batch.add(ByteBuffer.allocate(PIECE));
      }
      assertThat(pipe.write(batch, Timeout.NOW)).isEqualTo(30);
      assertThat(peak()).isEqualTo(used()).isGreaterThan(30 * PIECE);
      drain(pipe);
      try (WriteClaim claim = pipe.newClaim()) {
        assertThat(claim.tryClaim(50_000)).isEqualTo(50_000);
        assertThat(peak()).as("before the commit").isLessThan(50_000);
        claim.commit();
      }
      assertThat(peak()).isEqualTo(used()).isGreaterThan(50_000);
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void whatIsRefusedIsNone(PipeType type) throws IOException {
    PipeOptions kind = of(type).whenFull(WhenFull.BLOCK).build();
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, kind)) {
      // Streams take a part where there is room for it.
      long held = fill(pipe, type == PipeType.BYTE ? CAPACITY / PIECE : 55);
      assertThat(pipe.write(ByteBuffer.allocate(10 * PIECE), Timeout.NOW)).isNotPositive();
      assertThat(peak()).isEqualTo(held);
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void aPipeThatOverwritesHeldWhatItHolds(PipeType type) throws IOException {
    for (Delivery delivery : Delivery.values()) {
      PipeOptions kind = of(type).delivery(delivery).whenFull(WhenFull.OVERWRITE).build();
      try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, kind)) {
        long most = 0;
        for (int piece = 0; piece < 200; piece++) {
          most = Math.max(most, fill(pipe, 1));
        }
        assertThat(peak()).as(delivery.name()).isEqualTo(most).isGreaterThan(CAPACITY - PIECE);
      }
      device.delete("PIPE");
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void aPipeThatBecomesSmallerOrIsOpenedAnewKeepsItsPeak(PipeType type) throws IOException {
    long held;
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, of(type).build())) {
      held = fill(pipe, 40);
      drain(pipe);
      fill(pipe, 1);
      device.set("PIPE", PipeOptions.builder().capacity(2000).build());
      assertThat(peak()).isEqualTo(held);
    }
    try (PipeChannel pipe = device.open("PIPE", Access.READ_WRITE)) {
      drain(pipe);
      fill(pipe, 1);
      assertThat(peak()).isEqualTo(held);
    }
  }
}
