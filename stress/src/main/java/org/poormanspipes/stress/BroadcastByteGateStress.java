package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A full broadcast of bytes, its slowest reader, and a writer that waits for it.
@JCStressTest
@Outcome(id = "1-4", expect = ACCEPTABLE, desc = "what was written")
@Outcome(
    id = ".*torn.*",
    expect = FORBIDDEN,
    desc =
        "a writer overwrote what the reader was still copying: the cursor was seen before "
            + "the copy was over")
@Outcome(
    id = ".*lost.*",
    expect = FORBIDDEN,
    desc = "a writer that may not overwrite raised the floor past a reader")
@Outcome(expect = FORBIDDEN, desc = "words were overwritten")
@State
public class BroadcastByteGateStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(32);
  private final ByteSide writer = ring.broadcastBytes();
  private final ByteSide reader = ring.broadcastBytes();

  public BroadcastByteGateStress() {
    ring.join().bytesFromOldest(ring.cursor());
    ring.broadcastBytes().offer(1, 4);
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.offerSoon(5, 4);
  }

  @Actor
  public void reader(L_Result result) {
    meeting.other();
    result.r1 = reader.take(4);
  }

  @Arbiter
  public void end(L_Result result) {
    ring.giveBack();
  }
}
