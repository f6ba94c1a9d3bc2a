package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A full ring, a reader that claims, and a writer that waits for room: the claim of the head and
/// the writer's acquire of it.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "what was there when it was claimed")
@Outcome(
    id = ".*torn.*",
    expect = FORBIDDEN,
    desc =
        "a writer overwrote what the reader was still copying: the head was seen before "
            + "the copy was over")
@Outcome(expect = FORBIDDEN, desc = "a message was lost or overwritten")
@State
public class MessageRoomStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(80);
  private final MessageSide writer = ring.messages(3);
  private final MessageSide reader = ring.messages(3);

  public MessageRoomStress() {
    MessageSide filler = ring.messages(3);
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
