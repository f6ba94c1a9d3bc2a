package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/// Two readers, one of which claims two messages by one compare-and-set of the head.
@JCStressTest
@Outcome(
    id = {"1\\+2, nothing, each once", "2, 1, each once", "nothing, 1, each once"},
    expect = ACCEPTABLE,
    desc = "each message has one reader")
@Outcome(expect = FORBIDDEN, desc = "claimed twice, lost, torn or out of order")
@State
public class BatchClaimStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(80);
  private final MessageSide many = ring.messages(1);
  private final MessageSide one = ring.messages(1);

  public BatchClaimStress() {
    ring.messages(1).offerBoth(1, 2);
  }

  @Actor
  public void many(LLL_Result result) {
    meeting.one();
    result.r1 = many.takeBoth();
  }

  @Actor
  public void one(LLL_Result result) {
    meeting.other();
    result.r2 = one.take();
  }

  @Arbiter
  public void end(LLL_Result result) {
    result.r3 = ring.messages(1).eachOnce(2, many, one);
    ring.giveBack();
  }
}
