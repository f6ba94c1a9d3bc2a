package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// Two readers compete for four words of a stream, two at a time.
@JCStressTest
@Outcome(
    id = {
      "1-2\\+nothing, 3-4\\+nothing",
      "3-4\\+nothing, 1-2\\+nothing",
      "1-2\\+3-4, nothing",
      "nothing, 1-2\\+3-4"
    },
    expect = ACCEPTABLE,
    desc = "each went to one of them")
@Outcome(expect = FORBIDDEN, desc = "a word was claimed twice, lost or out of order")
@State
public class ByteClaimStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final ByteSide one = ring.bytes();
  private final ByteSide other = ring.bytes();

  public ByteClaimStress() {
    ring.bytes().offer(1, 4);
  }

  @Actor
  public void one(LL_Result result) {
    meeting.one();
    result.r1 = one.takeTwice(2);
  }

  @Actor
  public void other(LL_Result result) {
    meeting.other();
    result.r2 = other.takeTwice(2);
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
