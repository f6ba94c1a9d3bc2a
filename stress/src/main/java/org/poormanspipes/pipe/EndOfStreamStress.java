package org.poormanspipes.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.poormanspipes.stress.ByteSide;
import org.poormanspipes.stress.Meeting;
import org.poormanspipes.stress.RingPlace;

/// The last writer writes and goes; a reader finds nothing, finds the writer gone, and looks once
/// more: the slot's release comes after the commit.
@JCStressTest
@Outcome(id = "1-2", expect = ACCEPTABLE, desc = "the first look found it")
@Outcome(id = "waits", expect = ACCEPTABLE, desc = "the writer is still there")
@Outcome(
    id = "nothing, then 1-2",
    expect = ACCEPTABLE,
    desc = "the look after the writer's end found it")
@Outcome(
    id = "nothing, then nothing",
    expect = FORBIDDEN,
    desc = "the end was said although data were there")
@Outcome(expect = FORBIDDEN, desc = "not what was written")
@State
public class EndOfStreamStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final PipePlace pipe = new PipePlace();
  private final ByteSide writer = ring.bytes();
  private final ByteSide reader = ring.bytes();
  private final Slot slot = pipe.writer(1);
  private final SlotTable slots = pipe.slots();

  @Actor
  public void writer() {
    meeting.one();
    writer.offer(1, 2);
    slot.freeRelease();
  }

  @Actor
  public void reader(L_Result result) {
    meeting.other();
    String first = reader.take(4);
    if (!first.equals("nothing")) {
      result.r1 = first;
    } else if (slots.findWriter() >= 0) {
      result.r1 = "waits";
    } else {
      result.r1 = reader.take(4).equals("nothing") ? "nothing, then nothing" : "nothing, then 1-2";
    }
  }

  @Arbiter
  public void end(L_Result result) {
    ring.giveBack();
    pipe.giveBack();
  }
}
