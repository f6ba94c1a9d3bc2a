package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// Bytes are published, and taken: the tail's release and the readers' acquire.
@JCStressTest
@Outcome(
    id = {"1-2, 3-4", "1-4, nothing"},
    expect = ACCEPTABLE,
    desc = "both writes came")
@Outcome(
    id = "1-2, nothing",
    expect = ACCEPTABLE,
    desc = "the first came, the second was not there yet")
@Outcome(
    id = {"nothing, 1-2", "nothing, 1-4", "nothing, nothing"},
    expect = ACCEPTABLE,
    desc = "the reader looked too early")
@Outcome(id = ".*stale.*", expect = FORBIDDEN, desc = "the tail was seen before the bytes")
@Outcome(
    expect = FORBIDDEN,
    desc = "the tail was seen before some of the bytes, or a part of a write")
@State
public class BytePublishStress {
  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final ByteSide writer = ring.bytes();
  private final ByteSide reader = ring.bytes();

  public BytePublishStress() {
    ring.bytes().fillWithStale(16);
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.offer(1, 2);
    writer.offer(3, 2);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    result.r1 = reader.takeSoon(4);
    result.r2 = reader.take(4);
  }

  @Arbiter
  public void end(LL_Result result) {
    ring.giveBack();
  }
}
