package org.poormanspipes.mutex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.poormanspipes.linux.Words;
import org.poormanspipes.stress.Lots;
import org.poormanspipes.stress.Meeting;
import org.poormanspipes.time.Timeout;

/// Two owners take the mutex and count with plain loads and stores: its compare-and-set and its
/// exchange order what it guards.
@JCStressTest
@Outcome(id = "2, free", expect = ACCEPTABLE, desc = "both counted, and gave it back")
@Outcome(
    id = "1, .*",
    expect = FORBIDDEN,
    desc = "both were inside, or the second did not see what the first did")
@Outcome(expect = FORBIDDEN, desc = "it was not given back")
@State
public class MutexStress {
  private static final int COUNT = MutexLayout.SIZE;
  private static final Lots LOTS = new Lots(COUNT + Long.BYTES);

  private final Meeting meeting = new Meeting();
  private final Words memory = Words.of(LOTS.take());
  private final RobustMutex mutexOfOne = new RobustMutex(memory, 0, (_, _) -> false);
  private final RobustMutex mutexOfOther = new RobustMutex(memory, 0, (_, _) -> false);
  private final MutexOwner one = new StressOwner(0);
  private final MutexOwner other = new StressOwner(1);

  @Actor
  public void one() {
    meeting.one();
    count(mutexOfOne, one);
  }

  @Actor
  public void other() {
    meeting.other();
    count(mutexOfOther, other);
  }

  private void count(RobustMutex mutex, MutexOwner owner) {
    mutex.acquireUninterruptibly(owner, WaitReason.LOCK, Timeout.FOREVER);
    memory.longPlain(COUNT, memory.longPlain(COUNT) + 1);
    mutex.release(owner);
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r1 = memory.longPlain(COUNT);
    result.r2 = memory.intVolatile(MutexLayout.WORD) == 0 ? "free" : "held";
    LOTS.giveBack(memory.segment());
  }
}
