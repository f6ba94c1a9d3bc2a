package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A full ring of bytes, a reader that claims, and a writer that waits for room.
@JCStressTest
@Outcome(id = "1-4", expect = ACCEPTABLE, desc = "what was there when it was claimed")
@Outcome(
    id = ".*torn.*",
    expect = FORBIDDEN,
    desc =
        "a writer overwrote what the reader was still copying: the head was seen before "
            + "the copy was over")
@Outcome(expect = FORBIDDEN, desc = "words were lost or overwritten")
@State
public class ByteRoomStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(32);
  private final ByteSide writer = ring.bytes();
  private final ByteSide reader = ring.bytes();

  public ByteRoomStress() {
    ring.bytes().offer(1, 4);
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
