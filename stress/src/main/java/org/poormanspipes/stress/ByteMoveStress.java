package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.poormanspipes.ring.ByteRing;
import org.poormanspipes.ring.RingMove;

/// A ring of bytes moves to another storage while a reader still knows the old one: the generation
/// is stored before any position that leads into the new one, and looked at after the position was
/// acquired.
@JCStressTest
@Outcome(
    id = "\\d-\\d, each once",
    expect = ACCEPTABLE,
    desc = "from the old storage or from the new, and each word went to one")
@Outcome(id = ".*torn.*", expect = FORBIDDEN, desc = "the new storage was seen before its content")
@Outcome(
    id = ".*stale.*",
    expect = FORBIDDEN,
    desc = "a position of the new storage was looked up in the old one")
@Outcome(
    id = "nothing.*",
    expect = FORBIDDEN,
    desc = "a reader of the old storage saw an end that had moved on")
@Outcome(expect = FORBIDDEN, desc = "a word was doubled, lost or damaged by the move")
@State
public class ByteMoveStress {
  private static final long LARGER = 128;
  private static final int LAST = 10;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final RingMove move = new RingMove(ring.geometry(), ring.moved(LARGER), tail -> 0);
  private final ByteSide mover = new ByteSide(new ByteRing(ring.moved(LARGER)));
  private final ByteSide reader = ring.bytes();

  /// The reader's, once it knows of the move.
  private final ByteSide moved = new ByteSide(new ByteRing(ring.moved(LARGER)));

  public ByteMoveStress() {
    ByteSide filler = ring.bytes();
    filler.fillWithStale(20);
    filler.offer(1, 4);
  }

  @Actor
  public void mover() {
    meeting.one();
    move.moveBytes();
    ring.commitMove();
    mover.offer(5, 2);
    mover.take(2);
    mover.offer(7, 2);
    mover.take(2);
    mover.offer(9, 2);
    mover.take(2);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    String taken = reader.take(2);
    result.r1 = taken.equals("moved") ? moved.take(2) : taken;
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = moved.eachOnce(LAST, mover, reader);
    ring.giveBack();
  }
}
