package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// Two readers claim one message: the compare-and-set of the head.
@JCStressTest
@Outcome(
    id = {"1, nothing", "nothing, 1"},
    expect = ACCEPTABLE,
    desc = "one of them has it")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "both claimed it")
@Outcome(id = "nothing, nothing", expect = FORBIDDEN, desc = "it was lost")
@Outcome(expect = FORBIDDEN, desc = "it came torn, or as damage")
@State
public class MessageClaimStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(80);
  private final MessageSide one = ring.messages(3);
  private final MessageSide other = ring.messages(3);

  public MessageClaimStress() {
    ring.messages(3).offer(1);
  }

  @Actor
  public void one(LL_Result result) {
    meeting.one();
    result.r1 = one.take();
  }

  @Actor
  public void other(LL_Result result) {
    meeting.other();
    result.r2 = other.take();
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
