package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.testing.Peer;

/// Exclusive writers, and writing in place.
abstract class ClaimContract extends ContractTest {

  record Shape(PipeType type, Delivery delivery) {
    PipeOptions.Builder options(long capacity) {
      return PipeOptions.builder()
          .type(type)
          .delivery(delivery)
          .capacity(capacity)
          .exclusiveWriter(true);
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(PipeType.values())
        .flatMap(type -> Stream.of(Delivery.values()).map(delivery -> new Shape(type, delivery)));
  }

  private static void fill(WriteClaim claim, String text) {
    MemorySegment.copy(
        MemorySegment.ofArray(text.getBytes(UTF_8)),
        0,
        claim.memory(),
        claim.offset(),
        claim.length());
  }

  private static long claimAndCommit(WriteClaim claim, String text) throws IOException {
    long claimed = claim.tryClaim(text.length());
    if (claimed < 0) {
      return claimed;
    }
    fill(claim, text);
    return claim.commit();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsCommittedIsReadAndNothingBefore(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(100).build());
        PipeChannel reader = reader(NAME);
        WriteClaim claim = writer.newClaim()) {
      // Round and round, so that pieces wrap at every place.
      for (int round = 0; round < 200; round++) {
        String text = "message " + "x".repeat(round % 50);
        assertThat(claim.tryClaim(text.length())).isEqualTo(text.length());
        fill(claim, text);
        assertThat(readNow(reader, 100)).isEqualTo("EMPTY");
        assertThat(claim.commit()).isEqualTo(text.length());
        assertThat(readNow(reader, 100)).isEqualTo("'" + text + "'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsAbortedWasNever(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(100).build());
        PipeChannel reader = reader(NAME);
        WriteClaim claim = writer.newClaim()) {
      claim.tryClaim(50);
      fill(claim, "x".repeat(50));
      claim.abort();
      assertThat(claim.length()).isEqualTo(-1);
      assertThat(readNow(reader, 100)).isEqualTo("EMPTY");
      assertThat(claimAndCommit(claim, "one")).isEqualTo(3);
      assertThat(writeNow(writer, "two")).isEqualTo(3);
      assertThat(readNow(reader, 3)).isEqualTo("'one'");
      assertThat(readNow(reader, 3)).isEqualTo("'two'");
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aFullPipeGivesNoClaimAndOneThatOverwritesDropsTheOldest(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(32).build());
        PipeChannel reader = reader(NAME);
        WriteClaim claim = writer.newClaim()) {
      claimAndCommit(claim, "x".repeat(24));
      assertThat(claim.tryClaim(24)).isEqualTo(Outcome.FULL);
      refusal(Kind.TOO_LARGE, () -> claim.tryClaim(33));
      device.set(NAME, PipeOptions.builder().whenFull(WhenFull.OVERWRITE).build());
      claimAndCommit(claim, "y".repeat(24));
      claimAndCommit(claim, "z".repeat(24));
      String read = readNow(reader, 24);
      if (shape.delivery() == Delivery.BROADCAST) {
        assertThat(read).isEqualTo("LOST");
        read = readNow(reader, 100);
      }
      assertThat(read + readNow(reader, 100)).contains("z").doesNotContain("x");
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aClaimOutlivesAChangeOfTheCapacity(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(100).build());
        PipeChannel reader = reader(NAME);
        WriteClaim claim = writer.newClaim()) {
      writeNow(writer, "one");
      claim.tryClaim(20);
      fill(claim, "two".repeat(7).substring(0, 20));
      device.set(NAME, PipeOptions.builder().capacity(4000).build());
      assertThat(claim.commit()).isEqualTo(20);
      assertThat(readNow(reader, 3)).isEqualTo("'one'");
      assertThat(readNow(reader, 100)).isEqualTo("'twotwotwotwotwotwotw'");
      claim.tryClaim(200);
      fill(claim, "z".repeat(200));
      device.set(NAME, PipeOptions.builder().capacity(16).build());
      if (shape.type() == PipeType.MESSAGE) {
        refusal(Kind.TOO_LARGE, claim::commit);
      } else {
        assertThat(claim.commit()).isEqualTo(16);
      }
    }
  }

  @Test
  void oneClaimAtATimeAndNoWritesBesideIt() throws IOException {
    PipeOptions options = PipeOptions.builder().exclusiveWriter(true).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        WriteClaim claim = writer.newClaim();
        WriteClaim other = writer.newClaim()) {
      claim.tryClaim(3);
      assertThatThrownBy(() -> claim.tryClaim(3)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> other.tryClaim(3)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(other::commit).isInstanceOf(IllegalStateException.class);
      other.abort();
      assertThatThrownBy(() -> writeNow(writer, "x")).isInstanceOf(IllegalStateException.class);
      claim.abort();
      assertThat(writeNow(writer, "x")).isEqualTo(1);
      assertThatThrownBy(() -> claim.tryClaim(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theMemoryOfAClaimStaysWhenTheChannelIsClosed() throws IOException {
    PipeOptions options = PipeOptions.builder().exclusiveWriter(true).build();
    PipeChannel writer = device.open(NAME, Access.WRITE, options);
    WriteClaim claim = writer.newClaim();
    claim.tryClaim(1000);
    writer.close();
    fill(claim, "x".repeat(1000));
    assertThatThrownBy(claim::commit).isInstanceOf(ClosedChannelException.class);
    claim.close();
    assertThatThrownBy(() -> claim.tryClaim(1)).isInstanceOf(ClosedChannelException.class);
    assertThat(names()).isEmpty();
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  @Test
  void anExclusiveWriterIsAlone() throws Exception {
    PipeOptions exclusive = PipeOptions.builder().exclusiveWriter(true).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, exclusive);
        PipeChannel reader = reader(NAME)) {
      assertThat(refusal(Kind.IN_USE, () -> writer(NAME)).getMessage()).contains("exclusively");
      refusal(Kind.IN_USE, () -> device.open(NAME, Access.READ_WRITE));
      refusal(Kind.IN_USE, () -> device.open(NAME, Access.WRITE, exclusive));
      writeNow(writer, "x");
      assertThat(readNow(reader, 1)).isEqualTo("'x'");
      writer.close();
      try (PipeChannel shared = writer(NAME)) {
        refusal(Kind.IN_USE, () -> device.open(NAME, Access.WRITE, exclusive));
        refusal(Kind.DENIED, shared::newClaim);
      }
      device.open(NAME, Access.WRITE, exclusive).close();
    }
    refusal(Kind.INVALID, () -> device.open(NAME, Access.READ, exclusive));
  }

  @ParameterizedTest
  @EnumSource
  void aDeadExclusiveWriterIsInNobodysWay(PipeType type) throws Exception {
    try (PipeChannel reader =
            device.open(NAME, Access.READ, PipeOptions.builder().type(type).build());
        Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE, "exclusive-writer=true");
      peer.write("w", "one".getBytes(UTF_8), "now");
      refusal(Kind.IN_USE, () -> writer(NAME));
      peer.kill();
      try (PipeChannel writer = writer(NAME)) {
        assertThat(readNow(reader, 9)).isEqualTo("'one'");
        writeNow(writer, "two");
        assertThat(readNow(reader, 9)).isEqualTo("'two'");
      }
    }
  }
}
