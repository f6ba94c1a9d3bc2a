package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A writer that drops the oldest bytes, and a reader that copies them.
@JCStressTest
@Outcome(
    id = "\\d+-\\d+, rest in order",
    expect = ACCEPTABLE,
    desc = "a run of words, and what is newer is left")
@Outcome(
    id = "torn.*",
    expect = FORBIDDEN,
    desc =
        "a mixture of old and new was claimed: the stores over the old content came "
            + "before the head was moved")
@Outcome(id = "nothing.*", expect = FORBIDDEN, desc = "a ring that is never empty was found empty")
@Outcome(
    expect = FORBIDDEN,
    desc = "not what was written, or what is left is not what was not read")
@State
public class ByteOverwriteStress {
  private static final int LAST = 14;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final ByteSide writer = ring.bytes();
  private final ByteSide reader = ring.bytes();

  public ByteOverwriteStress() {
    ring.bytes().offer(1, 8);
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.overwrite(9, 3);
    writer.overwrite(12, 3);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    result.r1 = reader.take(4);
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = reader.rest(reader.last(), LAST);
    ring.giveBack();
  }
}
