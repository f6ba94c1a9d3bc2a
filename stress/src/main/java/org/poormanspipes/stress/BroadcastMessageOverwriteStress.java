package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A writer that overwrites, and a reader of a broadcast: the floor is raised before the first
/// store over old content, and the reader looks at it after its copy.
@JCStressTest
@Outcome(
    id = "[1-3], [2-5]",
    expect = ACCEPTABLE,
    desc = "whole messages, and the losses between them counted")
@Outcome(
    id = ".*torn.*",
    expect = FORBIDDEN,
    desc = "a mixture of old and new was taken: the floor was not seen after the copy")
@Outcome(id = ".*instead of.*", expect = FORBIDDEN, desc = "a loss was counted wrongly")
@Outcome(
    id = ".*nothing.*",
    expect = FORBIDDEN,
    desc = "a reader that had not read everything found nothing")
@Outcome(expect = FORBIDDEN, desc = "not a message")
@State
public class BroadcastMessageOverwriteStress {
  private static final int WORDS = 5;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(144);
  private final MessageSide writer = ring.broadcastMessages(WORDS);
  private final MessageSide reader = ring.broadcastMessages(WORDS);

  public BroadcastMessageOverwriteStress() {
    MessageSide filler = ring.broadcastMessages(WORDS);
    ring.join().messagesFromOldest(ring.cursor());
    for (int number = 1; number <= 3; number++) {
      filler.offer(number);
    }
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.overwrite(4);
    writer.overwrite(5);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    result.r1 = reader.takeCounting();
    result.r2 = reader.takeCounting();
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
