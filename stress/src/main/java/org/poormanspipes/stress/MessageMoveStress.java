package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.poormanspipes.ring.MessageRing;
import org.poormanspipes.ring.RingMove;

/// A ring moves to another storage while a reader still knows the old one: the generation is stored
/// before any position that leads into the new one, and looked at after the position was acquired.
@JCStressTest
@Outcome(
    id = "[1-4], each once",
    expect = ACCEPTABLE,
    desc = "from the old storage or from the new, and each message went to one")
@Outcome(id = ".*torn.*", expect = FORBIDDEN, desc = "the new storage was seen before its content")
@Outcome(
    id = ".*stale.*",
    expect = FORBIDDEN,
    desc = "a position of the new storage was looked up in the old one")
@Outcome(
    id = "nothing.*",
    expect = FORBIDDEN,
    desc = "a reader of the old storage saw an end that had moved on")
@Outcome(expect = FORBIDDEN, desc = "a message was doubled, lost or damaged by the move")
@State
public class MessageMoveStress {
  private static final int WORDS = 3;
  private static final long LARGER = 176;
  private static final int LAST = 5;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(112);
  private final RingMove move = new RingMove(ring.geometry(), ring.moved(LARGER), tail -> 0);
  private final MessageSide mover = new MessageSide(new MessageRing(ring.moved(LARGER)), WORDS);
  private final MessageSide reader = ring.messages(WORDS);

  /// The reader's, once it knows of the move.
  private final MessageSide moved = new MessageSide(new MessageRing(ring.moved(LARGER)), WORDS);

  public MessageMoveStress() {
    MessageSide filler = ring.messages(WORDS);
    // Of the four places in the memory the last keeps a message of an earlier lap.
    filler.fillWithStale(8);
    filler.offer(1);
    filler.offer(2);
  }

  @Actor
  public void mover() {
    meeting.one();
    move.moveMessages();
    ring.commitMove();
    mover.offer(3);
    mover.take();
    mover.offer(4);
    mover.take();
    mover.offer(LAST);
    mover.take();
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    String taken = reader.take();
    result.r1 = taken.equals("moved") ? moved.take() : taken;
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = moved.eachOnce(LAST, mover, reader);
    ring.giveBack();
  }
}
