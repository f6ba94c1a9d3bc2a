package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.crash.Evidence.Reader;
import org.poormanspipes.crash.Evidence.Span;
import org.poormanspipes.crash.Evidence.Writer;

/// The soak's accounts find what they are there to find.
class AccountTest {
  private static final long LOSS_OF_ONE = Long.MIN_VALUE | 1;

  private static Combination kind(WhenFull whenFull, Delivery delivery) {
    return new Combination(PipeType.MESSAGE, whenFull, delivery, Lifetime.DRAIN);
  }

  private static long unit(int producer, int number) {
    return (long) producer << 32 | number;
  }

  /// Of writer 1.
  private static long[] units(int... numbers) {
    return java.util.Arrays.stream(numbers).mapToLong(number -> unit(1, number)).toArray();
  }

  private static Reader reader(Span span, long taken, long... entries) {
    return new Reader("a reader", entries, taken, span);
  }

  /// Writer 1 wrote three units, and writer 2 perhaps one before it was killed.
  private static Evidence evidence(Combination kind, Reader... readers) {
    return new Evidence(kind, Map.of(1, new Writer(3, 0), 2, new Writer(0, 1)), List.of(readers));
  }

  private static Evidence.Account queue(WhenFull whenFull, Reader... readers) {
    return new QueueAccount(evidence(kind(whenFull, Delivery.QUEUE), readers)).settle();
  }

  private static Evidence.Account broadcast(WhenFull whenFull, Reader... readers) {
    return new BroadcastAccount(evidence(kind(whenFull, Delivery.BROADCAST), readers)).settle();
  }

  @Test
  void aQueueMayHaveLostWhatADeadReaderTook() {
    Reader dead = reader(Span.SOME_PART, 1, units(0));
    assertThat(queue(WhenFull.BLOCK, dead, reader(Span.WHOLE, 0, units(2))).gone()).isOne();
  }

  @Test
  void aQueueMayHaveWhatAWriterWroteLast() {
    long[] entries = {unit(1, 0), unit(2, 0), unit(1, 1), unit(1, 2)};
    assertThat(queue(WhenFull.BLOCK, reader(Span.WHOLE, 0, entries)).units()).isEqualTo(4);
  }

  @Test
  void aQueueThatLostAUnitIsFound() {
    assertThatThrownBy(() -> queue(WhenFull.BLOCK, reader(Span.WHOLE, 0, units(0, 2))))
        .hasMessageContaining("1 units are lost");
  }

  @Test
  void aUnitThatCameTwiceIsFound() {
    assertThatThrownBy(() ->
            queue(
                WhenFull.BLOCK,
                reader(Span.WHOLE, 0, units(0, 1, 2)),
                reader(Span.WHOLE, 0, units(1))))
        .hasMessageContaining("once more 1:1");
  }

  @Test
  void aUnitOutOfOrderIsFound() {
    assertThatThrownBy(() -> queue(WhenFull.BLOCK, reader(Span.WHOLE, 0, units(0, 2, 1))))
        .hasMessageContaining("1:1 after number 2");
  }

  @Test
  void aUnitThatNobodyWroteIsFound() {
    assertThatThrownBy(() -> queue(WhenFull.BLOCK, reader(Span.WHOLE, 0, units(0, 1, 2, 3))))
        .hasMessageContaining("nobody wrote: 1:3");
  }

  @Test
  void aGapInWhatAnOverwrittenQueueKeptIsFound() {
    assertThat(queue(WhenFull.OVERWRITE, reader(Span.LAST, 0, units(1, 2))).gone()).isOne();
    assertThatThrownBy(() -> queue(WhenFull.OVERWRITE, reader(Span.LAST, 0, units(0, 2))))
        .hasMessageContaining("something newer was dropped");
    assertThatThrownBy(() -> queue(WhenFull.OVERWRITE, reader(Span.LAST, 0, units(0, 1))))
        .hasMessageContaining("the newest of writer 1 was dropped");
  }

  @Test
  void broadcastReadersOfOneSequenceAreFine() {
    long[] all = {unit(1, 0), unit(2, 0), unit(1, 1), unit(1, 2)};
    Reader late = reader(Span.SOME_PART, 0, unit(2, 0), unit(1, 1));
    assertThat(broadcast(WhenFull.BLOCK, reader(Span.WHOLE, 0, all), late).units()).isEqualTo(4);
  }

  @Test
  void broadcastReadersOfDifferentSequencesAreFound() {
    Reader one = reader(Span.WHOLE, 0, unit(1, 0), unit(2, 0), unit(1, 1), unit(1, 2));
    Reader other = reader(Span.WHOLE, 0, unit(2, 0), unit(1, 0), unit(1, 1), unit(1, 2));
    assertThatThrownBy(() -> broadcast(WhenFull.BLOCK, one, other))
        .hasMessageContaining("others received it at place");
  }

  @Test
  void aBroadcastReaderThatMissesAUnitIsFound() {
    Reader one = reader(Span.WHOLE, 0, units(0, 1, 2));
    Reader late = reader(Span.SOME_PART, 0, units(0, 2));
    assertThatThrownBy(() -> broadcast(WhenFull.BLOCK, one, late))
        .hasMessageContaining("received 1:2 at place 1");
  }

  @Test
  void lossesThatDoNotAddUpAreFound() {
    Reader right = reader(Span.LAST, 0, LOSS_OF_ONE, unit(1, 1), unit(1, 2));
    assertThat(broadcast(WhenFull.OVERWRITE, right).units()).isEqualTo(3);
    Reader wrong = reader(Span.LAST, 0, unit(1, 1), unit(1, 2));
    assertThatThrownBy(() -> broadcast(WhenFull.OVERWRITE, wrong))
        .hasMessageContaining("received and lost 2 units");
  }

  @Test
  void aLossWhereNothingIsDroppedIsFound() {
    Reader told = reader(Span.WHOLE, 0, LOSS_OF_ONE, unit(1, 1), unit(1, 2));
    assertThatThrownBy(() -> broadcast(WhenFull.REJECT, told))
        .hasMessageContaining("nothing is dropped");
  }
}
