package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A full broadcast, its slowest reader, and a writer that waits for it: the cursor's release and
/// the writer's acquire of it.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "each message as it was written")
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
@Outcome(expect = FORBIDDEN, desc = "a message was overwritten")
@State
public class BroadcastMessageGateStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(80);
  private final MessageSide writer = ring.broadcastMessages(3);
  private final MessageSide reader = ring.broadcastMessages(3);

  public BroadcastMessageGateStress() {
    ring.join().messagesFromOldest(ring.cursor());
    MessageSide filler = ring.broadcastMessages(3);
    filler.offer(1);
    filler.offer(2);
  }

  // Long enough to reach from behind the second message over the first, which has to be read.
  @Actor
  public void writer() {
    meeting.one();
    writer.offerSoon(3, 5);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    result.r1 = reader.take();
    result.r2 = reader.take();
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
