package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A reader of bytes is overtaken: others take what it looks at and go around the ring, so that its
/// head and the tail do not belong together. There are two words or more all the time.
@JCStressTest
@Outcome(id = "\\d+-\\d+", expect = ACCEPTABLE, desc = "a run of words")
@Outcome(
    id = "nothing",
    expect = FORBIDDEN,
    desc = "an overtaken reader found its old head at the new tail")
@Outcome(
    id = "damaged",
    expect = FORBIDDEN,
    desc = "an overtaken reader found the tail too far from its old head")
@Outcome(id = "contended", expect = FORBIDDEN, desc = "more claims failed than there were others")
@Outcome(expect = FORBIDDEN, desc = "what was overwritten was claimed")
@State
public class ByteStaleHeadStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(48);
  private final ByteSide reader = ring.bytes();
  private final ByteSide others = ring.bytes();

  public ByteStaleHeadStress() {
    ring.bytes().offer(1, 4);
  }

  @Actor
  public void others() {
    meeting.one();
    for (int word = 5; word < 17; word += 2) {
      others.take(2);
      others.offer(word, 2);
    }
  }

  @Actor
  public void reader(L_Result result) {
    meeting.other();
    result.r1 = reader.take(2);
  }

  @Arbiter
  public void end(L_Result result) {
    ring.giveBack();
  }
}
