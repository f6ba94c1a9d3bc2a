package org.poormanspipes.crash;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The account of a broadcast: one sequence of units, of which every reader saw a part. What a
/// reader received and what it was told it lost add up to its place in the sequence, and readers
/// that received the same place received the same unit.
final class BroadcastAccount {
  private static final long UNKNOWN = -1;

  private final Evidence evidence;
  private final long[] sequence;
  private final Map<Long, Integer> places = new HashMap<>();
  private int end;

  BroadcastAccount(Evidence evidence) {
    this.evidence = evidence;
    this.sequence = new long[Math.toIntExact(evidence.most())];
    Arrays.fill(sequence, UNKNOWN);
  }

  Evidence.Account settle() {
    evidence.requireOrder();
    int complete = -1;
    for (Evidence.Reader reader : evidence.readers()) {
      switch (reader.span()) {
        case WHOLE, LAST -> {
          int its = place(reader, 0);
          SoakFailure.require(
              complete < 0 || its == complete,
              reader.name() + " received and lost " + its + " units, another " + complete);
          complete = its;
        }
        case FIRST_PART -> place(reader, 0);
        case SOME_PART -> {
          // Below, when it is known where the others are.
        }
      }
    }
    evidence.readers().stream()
        .filter(reader -> reader.span() == Evidence.Span.SOME_PART)
        .forEach(this::align);
    SoakFailure.require(
        complete == end && complete >= evidence.allAcked(),
        "received and lost "
            + complete
            + " units, written "
            + evidence.allAcked()
            + " to "
            + evidence.most());
    requireOrder();
    if (evidence.kind().overwrites()) {
      evidence.requireNewest();
    } else {
      requireAll();
    }
    return new Evidence.Account(complete, 0);
  }

  /// Puts what a reader received into the sequence.
  ///
  /// @return the place behind the last
  private int place(Evidence.Reader reader, int start) {
    long at = start;
    for (long entry : reader.entries()) {
      if (Journal.isLoss(entry)) {
        SoakFailure.require(
            evidence.kind().overwrites(),
            reader.name() + " was told of a loss: nothing is dropped");
        at += Journal.units(entry);
        continue;
      }
      evidence.writerOf(entry, reader);
      SoakFailure.require(
          at < sequence.length, reader.name() + " received more than was written: place " + at);
      Integer known = places.put(entry, (int) at);
      long other = sequence[(int) at];
      SoakFailure.require(
          (known == null || known == at) && (other == UNKNOWN || other == entry),
          reader.name()
              + " received "
              + Journal.show(entry)
              + " at place "
              + at
              + ", others received it at place "
              + known
              + ", and there "
              + (other == UNKNOWN ? "nothing" : Journal.show(other)));
      sequence[(int) at] = entry;
      at++;
    }
    end = Math.max(end, (int) at);
    return (int) at;
  }

  /// A reader that came later begins somewhere: where others have one of the units that it has.
  private void align(Evidence.Reader reader) {
    long passed = 0;
    for (long entry : reader.entries()) {
      if (!Journal.isLoss(entry) && places.containsKey(entry)) {
        long start = places.get(entry) - passed;
        SoakFailure.require(start >= 0, reader.name() + " received or lost too much: " + start);
        place(reader, (int) start);
        return;
      }
      passed += Journal.isLoss(entry) ? Journal.units(entry) : 1;
    }
  }

  private void requireOrder() {
    Map<Integer, Integer> next = new HashMap<>();
    for (long entry : sequence) {
      if (entry != UNKNOWN) {
        Integer before = next.put(Journal.producer(entry), Journal.number(entry));
        SoakFailure.require(
            before == null || before < Journal.number(entry),
            Journal.show(entry) + " lies in the pipe behind number " + before);
      }
    }
  }

  /// Without gaps, every writer's numbers from its first to its last.
  private void requireAll() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int at = 0; at < end; at++) {
      SoakFailure.require(sequence[at] != UNKNOWN, "nobody received the unit at place " + at);
      int count = counts.merge(Journal.producer(sequence[at]), 1, Integer::sum);
      SoakFailure.require(
          count == Journal.number(sequence[at]) + 1,
          "a unit is missing before " + Journal.show(sequence[at]));
    }
    evidence
        .writers()
        .forEach((producer, writer) ->
            SoakFailure.require(
                counts.getOrDefault(producer, 0) >= writer.acked(),
                "of writer " + producer + " came " + counts.get(producer) + ", " + writer));
  }
}
