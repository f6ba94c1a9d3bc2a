package org.poormanspipes.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.stress.LightFences;
import org.poormanspipes.stress.Meeting;

/// A reader begins to look at content where it lies, and somebody lets the pipe overwrite: one of
/// them sees the other.
@JCStressTest
@Outcome(id = "in place, waits", expect = ACCEPTABLE, desc = "the change waits for the reader")
@Outcome(
    id = {"copies, waits", "copies, overwrites"},
    expect = ACCEPTABLE,
    desc = "the reader saw the change")
@Outcome(
    id = "in place, overwrites",
    expect = FORBIDDEN,
    desc = "what is looked at would be overwritten")
@State
public class InPlaceStress {
  static {
    // Without it the light fence would be a full one.
    LightFences.use();
  }

  private final Meeting meeting = new Meeting();
  private final PipePlace pipe = new PipePlace();
  private final Slot reader = pipe.slot(0);
  private final Slot seen = pipe.slot(0);
  private final PipeControl control = pipe.control();
  private final PipeControl changed = pipe.control();

  public InPlaceStress() {
    reader.fill(PipePlace.handle(Access.READ), 1, 1, 1, "reader");
    reader.liveRelease();
  }

  /// As in PollOperation.
  @Actor
  public void reads(LL_Result result) {
    meeting.one();
    reader.inPlace(true);
    Membarrier.light();
    result.r1 = control.whenFull() == WhenFull.OVERWRITE ? "copies" : "in place";
  }

  /// As in InPlaceReaders.
  @Actor
  public void changes(LL_Result result) {
    meeting.other();
    changed.whenFull(WhenFull.OVERWRITE);
    Membarrier.heavy();
    result.r2 = seen.isLiveAcquire() && seen.isInPlace() ? "waits" : "overwrites";
  }

  @Arbiter
  public void end(LL_Result result) {
    pipe.giveBack();
  }
}
