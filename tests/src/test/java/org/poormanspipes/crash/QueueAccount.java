package org.poormanspipes.crash;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The account of a queue: each unit to one reader. Nothing comes twice; nothing is missing but
/// what a dead reader had just taken, and what was overwritten.
final class QueueAccount {
  private final Evidence evidence;
  private final Map<Integer, BitSet> received = new HashMap<>();

  QueueAccount(Evidence evidence) {
    this.evidence = evidence;
  }

  Evidence.Account settle() {
    evidence.requireOrder();
    evidence.readers().forEach(this::receive);
    long written = 0;
    long missing = 0;
    StringBuilder what = new StringBuilder();
    for (Map.Entry<Integer, Evidence.Writer> writer : evidence.writers().entrySet()) {
      BitSet its = received.getOrDefault(writer.getKey(), new BitSet());
      long count = Math.max(writer.getValue().acked(), its.length());
      written += count;
      missing += count - its.cardinality();
      if (count > its.cardinality()) {
        what.append(" writer ").append(writer.getKey()).append(' ').append(writer.getValue());
        what.append(" from number ").append(its.nextClearBit(0));
      }
    }
    if (evidence.kind().overwrites()) {
      evidence.requireNewest();
    } else {
      SoakFailure.require(
          missing <= evidence.allTaken(),
          missing + " units are lost; the dead took at most " + evidence.allTaken() + ":" + what);
    }
    return new Evidence.Account(written, missing);
  }

  private void receive(Evidence.Reader reader) {
    for (long entry : reader.entries()) {
      SoakFailure.require(!Journal.isLoss(entry), reader.name() + " of a queue was told of a loss");
      evidence.writerOf(entry, reader);
      BitSet its = received.computeIfAbsent(Journal.producer(entry), _ -> new BitSet());
      SoakFailure.require(
          !its.get(Journal.number(entry)),
          reader.name() + " received once more " + Journal.show(entry));
      its.set(Journal.number(entry));
    }
  }
}
