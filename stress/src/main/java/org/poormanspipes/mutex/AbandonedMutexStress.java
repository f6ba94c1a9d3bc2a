package org.poormanspipes.mutex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.function.BooleanSupplier;
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

/// A dead owner holds the mutex, and two heirs ask for it: one gets it as abandoned and puts right
/// what it guards, the other sees that done.
@JCStressTest
@Outcome(id = "2, once", expect = ACCEPTABLE, desc = "both counted, the first of them repaired")
@Outcome(
    id = "1, .*",
    expect = FORBIDDEN,
    desc = "both were inside, or the second did not see what the first did")
@Outcome(id = "2, never", expect = FORBIDDEN, desc = "nobody was told of the death")
@Outcome(expect = FORBIDDEN, desc = "it was repaired twice, or never taken")
@State
public class AbandonedMutexStress {
  private static final int COUNT = MutexLayout.SIZE;
  private static final int REPAIRS = COUNT + Long.BYTES;
  private static final Lots LOTS = new Lots(REPAIRS + Long.BYTES);
  private static final int DEAD = 2;

  private final Meeting meeting = new Meeting();
  private final Words memory = Words.of(LOTS.take());
  private final Death death = new Death();
  private final RobustMutex mutexOfOne = new RobustMutex(memory, 0, death);
  private final RobustMutex mutexOfOther = new RobustMutex(memory, 0, death);
  private final MutexOwner one = new StressOwner(0);
  private final MutexOwner other = new StressOwner(1);

  /// One asks at a time, as the lock of the dead owner's slot would have it.
  private static final class Death implements Owners {
    @Override
    public synchronized boolean ifDead(int owner, BooleanSupplier takeover) {
      return owner == DEAD && takeover.getAsBoolean();
    }
  }

  public AbandonedMutexStress() {
    memory.intRelease(MutexLayout.WORD, DEAD + 1);
  }

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
    WaitResult result = mutex.acquireUninterruptibly(owner, WaitReason.LOCK, Timeout.NOW);
    while (!result.acquired()) {
      Thread.onSpinWait();
      result = mutex.acquireUninterruptibly(owner, WaitReason.LOCK, Timeout.NOW);
    }
    if (result == WaitResult.ABANDONED) {
      memory.longPlain(REPAIRS, memory.longPlain(REPAIRS) + 1);
      mutex.markRepaired();
    }
    memory.longPlain(COUNT, memory.longPlain(COUNT) + 1);
    mutex.release(owner);
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r1 = memory.longPlain(COUNT);
    long repairs = memory.longPlain(REPAIRS);
    result.r2 = repairs == 0 ? "never" : repairs == 1 ? "once" : "more than once";
    LOTS.giveBack(memory.segment());
  }
}
