package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A writer that overwrites, and a reader of a broadcast of bytes.
@JCStressTest
@Outcome(
    id = "\\d+-\\d+, \\d+-\\d+",
    expect = ACCEPTABLE,
    desc = "runs of words, and the losses between them counted")
@Outcome(
    id = ".*torn.*",
    expect = FORBIDDEN,
    desc = "a mixture of old and new was taken: the floor was not seen after the copy")
@Outcome(id = ".*instead of.*", expect = FORBIDDEN, desc = "a loss was counted wrongly")
@Outcome(
    id = ".*nothing.*",
    expect = FORBIDDEN,
    desc = "a reader that had not read everything found nothing")
@Outcome(expect = FORBIDDEN, desc = "not what was written")
@State
public class BroadcastByteOverwriteStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final ByteSide writer = ring.broadcastBytes();
  private final ByteSide reader = ring.broadcastBytes();

  public BroadcastByteOverwriteStress() {
    ring.join().bytesFromOldest(ring.cursor());
    ring.broadcastBytes().offer(1, 8);
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
    result.r1 = reader.takeCounting(3);
    result.r2 = reader.takeCounting(3);
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
