package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A message is published, and taken: the header's release and the readers' acquire. The ring's
/// memory is full of frames of earlier laps, whose headers are good ones.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both messages came")
@Outcome(
    id = "1, nothing",
    expect = ACCEPTABLE,
    desc = "the first came, the second was not there yet")
@Outcome(
    id = {"nothing, 1", "nothing, nothing"},
    expect = ACCEPTABLE,
    desc = "the reader looked too early")
@Outcome(id = ".*torn.*", expect = FORBIDDEN, desc = "a header was seen before its payload")
@Outcome(
    id = ".*stale.*",
    expect = FORBIDDEN,
    desc =
        "the reader ran past the new frame into an earlier lap: its next header was not "
            + "cleared before the commit")
@Outcome(expect = FORBIDDEN, desc = "messages came out of order, doubled, or as damage")
@State
public class MessagePublishStress {
  private static final int WORDS = 3;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(80);
  private final MessageSide writer = ring.messages(WORDS);
  private final MessageSide reader = ring.messages(WORDS);

  // Three frames fit into the memory, so that each begins where one of an earlier lap began.
  public MessagePublishStress() {
    ring.messages(WORDS).fillWithStale(6);
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.offer(1);
    writer.offer(2);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    result.r1 = reader.takeSoon();
    result.r2 = reader.take();
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
