package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.WaitWord;

/// A reader announces its sleep and looks once more; a writer publishes and wakes. Each side
/// stores, has a full fence, and loads what the other stored.
@JCStressTest
@Outcome(id = "data, woken", expect = ACCEPTABLE, desc = "both saw the other")
@Outcome(
    id = "data, asleep",
    expect = ACCEPTABLE,
    desc = "the sleeper saw the data, and will not sleep")
@Outcome(id = "none, woken", expect = ACCEPTABLE, desc = "the waker saw the sleeper, and woke it")
@Outcome(
    id = "none, asleep",
    expect = FORBIDDEN,
    desc = "neither saw the other: the sleeper sleeps beside data")
@Outcome(expect = FORBIDDEN, desc = "not an answer")
@State
public class WakeStress {
  private static final Lots LOTS = new Lots(WaitWord.SIZE);

  static {
    // Without it the light fence would be a full one.
    LightFences.use();
  }

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(64);
  private final Words memory = Words.of(LOTS.take());
  private final ByteSide writer = ring.bytes();
  private final ByteSide reader = ring.bytes();
  private final WaitWord waker = new WaitWord(memory, 0);
  private final WaitWord sleeper = new WaitWord(memory, 0);
  private int announced;

  // Each side first looks at what it will look at again, so that it has it at hand then, while its
  // own store waits for a line that is at hand at the other's.
  @Actor
  public void writer() {
    memory.intOpaque(0);
    meeting.one();
    writer.offer(1, 2);
    waker.wake();
  }

  @Actor
  public void reader(LL_Result result) {
    reader.isEmpty();
    meeting.other();
    announced = sleeper.announce();
    result.r1 = reader.isEmpty() ? "none" : "data";
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = memory.intVolatile(0) == announced ? "asleep" : "woken";
    LOTS.giveBack(memory.segment());
    ring.giveBack();
  }
}
