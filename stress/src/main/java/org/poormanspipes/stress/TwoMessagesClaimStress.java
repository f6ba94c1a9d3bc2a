package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// Two readers compete for two messages.
@JCStressTest
@Outcome(
    id = {
      "1\\+2, nothing",
      "nothing, 1\\+2",
      "1\\+nothing, 2\\+nothing",
      "2\\+nothing, 1\\+nothing"
    },
    expect = ACCEPTABLE,
    desc = "each went to one of them")
@Outcome(expect = FORBIDDEN, desc = "a message was claimed twice, lost, torn or out of order")
@State
public class TwoMessagesClaimStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(80);
  private final MessageSide one = ring.messages(3);
  private final MessageSide other = ring.messages(3);

  public TwoMessagesClaimStress() {
    MessageSide writer = ring.messages(3);
    writer.offer(1);
    writer.offer(2);
  }

  @Actor
  public void one(LL_Result result) {
    meeting.one();
    result.r1 = one.takeTwo();
  }

  @Actor
  public void other(LL_Result result) {
    meeting.other();
    result.r2 = other.takeTwo();
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
