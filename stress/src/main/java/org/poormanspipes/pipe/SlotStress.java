package org.poormanspipes.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.poormanspipes.driver.Access;
import org.poormanspipes.stress.Meeting;

/// A handle takes a slot that another had, and somebody looks who has it.
@JCStressTest
@Outcome(id = "free", expect = ACCEPTABLE, desc = "the slot is not taken yet")
@Outcome(id = "new", expect = ACCEPTABLE, desc = "taken, and all of its owner is seen")
@Outcome(
    id = "old",
    expect = FORBIDDEN,
    desc = "taken, and its owner's fields are still the last one's")
@Outcome(expect = FORBIDDEN, desc = "fields of two owners")
@State
public class SlotStress {
  private static final int NEW = 5;

  private final Meeting meeting = new Meeting();
  private final PipePlace pipe = new PipePlace();
  private final Slot slot = pipe.slot(0);
  private final Slot seen = pipe.slot(0);

  @Actor
  public void owner() {
    meeting.one();
    slot.fill(PipePlace.handle(Access.WRITE), NEW, NEW, NEW, "new");
    slot.liveRelease();
  }

  @Actor
  public void onlooker(L_Result result) {
    meeting.other();
    if (!seen.isLiveAcquire()) {
      result.r1 = "free";
      return;
    }
    boolean writes = seen.access() == Access.WRITE;
    int pid = seen.pid();
    int uid = seen.uid();
    String program = seen.program();
    boolean owner = pid == NEW && uid == NEW && program.equals("new");
    result.r1 = writes && owner ? "new" : pid == PipePlace.OLD ? "old" : "mixed";
  }

  @Arbiter
  public void end(L_Result result) {
    pipe.giveBack();
  }
}
