package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.poormanspipes.ring.RingLayout;
import org.poormanspipes.ring.RingRecovery;

/// A writer died between the commit of a message and the store of the tail. Its heir repairs the
/// ring and writes on, while a reader reads: the repair walks over frames that readers claim
/// meanwhile.
@JCStressTest
@Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "all came")
@Outcome(id = "1, 2, nothing", expect = ACCEPTABLE, desc = "the heir's was not there yet")
@Outcome(id = "1, 3, .*", expect = FORBIDDEN, desc = "the heir overwrote a committed message")
@Outcome(expect = FORBIDDEN, desc = "a committed message was lost, doubled or torn")
@State
public class RecoveryStress {
  private static final int WORDS = 3;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(112);
  private final MessageSide heir = ring.messages(WORDS);
  private final MessageSide reader = ring.messages(WORDS);

  public RecoveryStress() {
    MessageSide dead = ring.messages(WORDS);
    dead.offer(1);
    long tail = ring.get(RingLayout.FRAME_TAIL);
    long sequence = ring.get(RingLayout.SEQUENCE);
    dead.offer(2);
    ring.set(RingLayout.FRAME_TAIL, tail);
    ring.set(RingLayout.SEQUENCE, sequence);
  }

  @Actor
  public void heir() {
    meeting.one();
    RingRecovery.repairMessages(ring.geometry());
    heir.offer(3);
  }

  @Actor
  public void reader(LLL_Result result) {
    meeting.other();
    result.r1 = reader.take();
    result.r2 = reader.take();
    result.r3 = reader.take();
  }

  @Arbiter
  public void end(LLL_Result result) {
    ring.giveBack();
  }
}
