package org.poormanspipes.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.MemorySegment;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.poormanspipes.linux.Words;
import org.poormanspipes.stress.LightFences;
import org.poormanspipes.stress.Lots;
import org.poormanspipes.stress.Meeting;

/// A process waits for a pipe, and somebody publishes: either the one sees the change, or the other
/// sees the announcement and the bit, and rings.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "seen, and rung for nothing")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the change was seen")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the bell rang")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "neither: the process would sleep on")
@Outcome(expect = FORBIDDEN, desc = "the bell rang more than once")
@State
public class DoorbellStress {
  private static final Lots DEVICES = new Lots(DeviceLayout.PROCESSES + ProcessLayout.SIZE);

  /// Any word that nobody else uses.
  private static final int CHANGE = PipeLayout.TOTALS;

  static {
    // Without it the light fence would be a full one.
    LightFences.use();
  }

  private final Meeting meeting = new Meeting();
  private final PipePlace pipe = new PipePlace();
  private final MemorySegment device = DEVICES.take();
  private final Doorbells bells = new Doorbells(Words.of(device), 0);
  private final Signal waits = new Signal(pipe.memory(), PipeLayout.DATA_WORD, bells);
  private final Signal wakes = new Signal(pipe.memory(), PipeLayout.DATA_WORD, bells);
  private final WaitingProcess process = new WaitingProcess(pipe.memory(), 0);

  @Actor
  public void waits(LL_Result result) {
    meeting.one();
    process.begin();
    waits.word().announce();
    result.r1 = pipe.memory().longAcquire(CHANGE);
  }

  @Actor
  public void wakes() {
    meeting.other();
    pipe.memory().longRelease(CHANGE, 1);
    wakes.wake();
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = bells.rungAcquire();
    DEVICES.giveBack(device);
    pipe.giveBack();
  }
}
