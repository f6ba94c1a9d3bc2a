package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.poormanspipes.ring.Overflow;

/// A reader is overtaken: while it looks, another takes what it looks at, and a writer goes once
/// around the ring. Something is there all the time, so whoever says anything else did not look at
/// the head again.
@JCStressTest
@Outcome(id = "[1-5]", expect = ACCEPTABLE, desc = "a whole message")
@Outcome(
    id = "nothing",
    expect = FORBIDDEN,
    desc = "an overtaken reader took a header cleared since for the end of the ring")
@Outcome(
    id = "damaged",
    expect = FORBIDDEN,
    desc = "an overtaken reader took a payload for a header")
@Outcome(id = "contended", expect = FORBIDDEN, desc = "more claims failed than there were others")
@Outcome(expect = FORBIDDEN, desc = "what was overwritten was claimed")
@State
public class MessageStaleHeadStress {
  private static final int WORDS = 3;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(112);
  private final MessageSide reader = ring.messages(WORDS);
  private final MessageSide others = ring.messages(WORDS);

  // Four frames of 32 bytes fit into the memory.
  public MessageStaleHeadStress() {
    MessageSide writer = ring.messages(WORDS);
    writer.offer(1);
    writer.offer(2);
  }

  @Actor
  public void others() {
    meeting.one();
    others.offer(3);
    others.take();
    others.take();
    // Over the place of the first message, with words that look like headers.
    others.offer(4, 7, Overflow.KEEP_OLDEST);
    others.take();
    others.offer(5);
  }

  @Actor
  public void reader(L_Result result) {
    meeting.other();
    result.r1 = reader.take();
  }

  @Arbiter
  public void end(L_Result result) {
    ring.giveBack();
  }
}
