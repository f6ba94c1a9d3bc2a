package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A writer that drops the oldest bytes, and a reader that only looks.
@JCStressTest
@Outcome(id = "\\d+-\\d+", expect = ACCEPTABLE, desc = "a run of words")
@Outcome(
    id = "torn",
    expect = FORBIDDEN,
    desc = "a mixture of old and new was shown: the head was not looked at after the copy")
@Outcome(id = "nothing", expect = FORBIDDEN, desc = "a ring that is never empty was found empty")
@Outcome(expect = FORBIDDEN, desc = "not what was written")
@State
public class BytePeekStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final ByteSide writer = ring.bytes();
  private final ByteSide reader = ring.bytes();

  public BytePeekStress() {
    ring.bytes().offer(1, 8);
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.overwrite(9, 3);
    writer.overwrite(12, 3);
  }

  @Actor
  public void reader(L_Result result) {
    meeting.other();
    result.r1 = reader.peek(4);
  }

  @Arbiter
  public void end(L_Result result) {
    ring.giveBack();
  }
}
