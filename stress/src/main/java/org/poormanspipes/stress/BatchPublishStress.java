package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// Two messages are published by one store, and taken one by one: who sees the first sees the
/// second.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both messages came")
@Outcome(
    id = {"nothing, 1", "nothing, nothing"},
    expect = ACCEPTABLE,
    desc = "the reader looked too early")
@Outcome(
    id = "1, nothing",
    expect = FORBIDDEN,
    desc = "the first was seen before the second was whole")
@Outcome(id = ".*torn.*", expect = FORBIDDEN, desc = "a header was seen before its payload")
@Outcome(id = ".*stale.*", expect = FORBIDDEN, desc = "the reader ran into an earlier lap")
@Outcome(expect = FORBIDDEN, desc = "messages came out of order, doubled, or as damage")
@State
public class BatchPublishStress {
  /// So long that writing them takes longer than a line needs from one processor to the other.
  private static final int WORDS = 120;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(4000);
  private final MessageSide writer = ring.messages(WORDS);
  private final MessageSide reader = ring.messages(WORDS);

  /// Every place of the memory has had a header.
  public BatchPublishStress() {
    ring.messages(WORDS).fillWithStale(5);
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.offerBoth(1, 2);
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
