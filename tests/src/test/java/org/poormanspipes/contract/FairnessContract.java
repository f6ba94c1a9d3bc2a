package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.time.Timeout;

/// Writers that wait for room do not starve each other.
abstract class FairnessContract extends ContractTest {

  private static final PipeOptions MESSAGES =
      PipeOptions.builder().type(PipeType.MESSAGE).capacity(1024).build();
  private static final int LARGE = 1000;
  private static final int SMALL = 56;

  /// The room for the large message is never there at once while small ones take each piece of it.
  @Test
  void aLargeMessageIsNotStarvedBySmallOnes() throws Exception {
    isNotStarved(
        large -> Eventually.background(() -> large.write(ByteBuffer.allocate(LARGE)))::result);
  }

  @Test
  void aLargeMessageThatNoThreadWaitsForIsNotStarvedEither() throws Exception {
    isNotStarved(large -> {
      CompletableFuture<Integer> written = large.async().write(ByteBuffer.allocate(LARGE));
      return () -> written.get(Eventually.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    });
  }

  private void isNotStarved(Function<PipeChannel, Callable<Integer>> write) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (PipeChannel reader = device.open(NAME, Access.READ, MESSAGES);
        PipeChannel large = writer(NAME);
        PipeChannel one = writer(NAME);
        PipeChannel two = writer(NAME)) {
      Background<Integer> first = Eventually.background(() -> flood(one, enough));
      Background<Integer> second = Eventually.background(() -> flood(two, enough));
      awaitSleeper(NAME);
      Callable<Integer> writing = write.apply(large);
      ByteBuffer buffer = ByteBuffer.allocate(LARGE);
      int small = 0;
      // One at a time, and others have time to fill the gap.
      while (reader.read(buffer.clear()) != LARGE) {
        small++;
        assertThat(small).as("small messages that came first").isLessThan(2000);
        Thread.sleep(1);
      }
      enough.set(true);
      while (reader.read(buffer.clear(), Timeout.of(Duration.ofMillis(200))) != Outcome.EMPTY) {}
      assertThat(writing.call()).isEqualTo(LARGE);
      assertThat(large.stat().number("refused")).isZero();
      assertThat(first.result() + second.result()).isGreaterThanOrEqualTo(small);
    }
  }

  private static int flood(PipeChannel writer, AtomicBoolean enough) throws IOException {
    int written = 0;
    while (!enough.get()) {
      writer.write(ByteBuffer.allocate(SMALL));
      written++;
    }
    return written;
  }

  /// Who gives up leaves the line, and those behind go on.
  @Test
  void aWriterThatGivesUpHoldsNobodyBack() throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, MESSAGES);
        PipeChannel large = writer(NAME);
        PipeChannel small = writer(NAME)) {
      writeNow(small, "x".repeat(500));
      Background<Integer> first =
          Eventually.background(
              () -> large.write(ByteBuffer.allocate(LARGE), Timeout.of(Duration.ofMillis(300))));
      awaitSleeper(NAME);
      Background<Integer> second = Eventually.background(() -> small.write(data("y")));
      assertThat(first.result()).isEqualTo(Outcome.FULL);
      assertThat(second.result()).isEqualTo(1);
      assertThat(readNow(reader, 500)).isEqualTo("'" + "x".repeat(500) + "'");
      assertThat(readNow(reader, 500)).isEqualTo("'y'");
    }
  }

  /// The same where no thread waits: the future is cancelled, or its time is over.
  @Test
  void aWriterWithoutAThreadThatGivesUpHoldsNobodyBack() throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, MESSAGES);
        PipeChannel large = writer(NAME);
        PipeChannel small = writer(NAME)) {
      writeNow(small, "x".repeat(500));
      CompletableFuture<Integer> cancelled = large.async().write(ByteBuffer.allocate(LARGE));
      Background<Integer> second = Eventually.background(() -> small.write(data("y")));
      assertThat(cancelled.cancel(true)).isTrue();
      assertThat(second.result()).isEqualTo(1);
      CompletableFuture<Integer> late =
          large.async().write(ByteBuffer.allocate(LARGE), Timeout.of(Duration.ofMillis(300)));
      Background<Integer> third = Eventually.background(() -> small.write(data("z")));
      assertThat(late.get(Eventually.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
          .isEqualTo(Outcome.FULL);
      assertThat(third.result()).isEqualTo(1);
      assertThat(readNow(reader, 500)).isEqualTo("'" + "x".repeat(500) + "'");
      assertThat(readNow(reader, 500)).isEqualTo("'y'");
      assertThat(readNow(reader, 500)).isEqualTo("'z'");
    }
  }

  /// Writes that never wait are not in anybody's line.
  @Test
  void aWriteThatNeverWaitsTakesTheRoomThatIsThere() throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, MESSAGES);
        PipeChannel large = writer(NAME);
        PipeChannel small = writer(NAME)) {
      writeNow(small, "x".repeat(500));
      Background<Integer> waiting =
          Eventually.background(() -> large.write(ByteBuffer.allocate(LARGE)));
      awaitSleeper(NAME);
      assertThat(writeNow(small, "now")).isEqualTo(3);
      read(reader, 500);
      read(reader, 500);
      assertThat(waiting.result()).isEqualTo(LARGE);
    }
  }
}
