package org.poormanspipes.pipe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.poormanspipes.stress.Meeting;

/// One writer comes into a slot that a reader has already passed, another goes from one that it has
/// not yet seen. There is a writer all the time; the count of opens tells the reader.
@JCStressTest
@Outcome(id = "writer", expect = ACCEPTABLE, desc = "one of the two was seen")
@Outcome(id = "came", expect = ACCEPTABLE, desc = "none was seen, but one came meanwhile")
@Outcome(
    id = "gone",
    expect = FORBIDDEN,
    desc = "the writers handed over behind the look, and the reader reports the end")
@State
public class HandOverStress {
  private final Meeting meeting = new Meeting();
  private final PipePlace pipe = new PipePlace();
  private final Slot leaving = pipe.writer(1);
  private final SlotTable slots = pipe.slots();
  private final PipeControl controlOfWriters = pipe.control();
  private final PipeControl control = pipe.control();

  @Actor
  public void writers() {
    meeting.one();
    pipe.writer(0);
    controlOfWriters.addWriterOpen();
    leaving.freeRelease();
  }

  /// As [EndOfStream] asks.
  @Actor
  public void reader(L_Result result) {
    meeting.other();
    long opens = control.writerOpensAcquire();
    if (slots.findWriter() >= 0) {
      result.r1 = "writer";
    } else {
      result.r1 = control.writerOpensAcquire() == opens ? "gone" : "came";
    }
  }

  @Arbiter
  public void end(L_Result result) {
    pipe.giveBack();
  }
}
