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
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.linux.Words;
import org.poormanspipes.stress.LightFences;
import org.poormanspipes.stress.Lots;
import org.poormanspipes.stress.Meeting;
import org.poormanspipes.time.Timeout;

/// One owner has the bias and counts without the mutex's word, another takes the word: the light
/// fence of the one and the heavy fence of the other keep them apart.
@JCStressTest
@Outcome(id = "2, free", expect = ACCEPTABLE, desc = "both counted, and nobody has it or a bias")
@Outcome(
    id = "1, .*",
    expect = FORBIDDEN,
    desc = "both were inside, or the second did not see what the first did")
@Outcome(expect = FORBIDDEN, desc = "it was not given back, or somebody is biased still")
@State
public class MutexBiasStress {
  private static final int COUNT = MutexLayout.SIZE;
  private static final int INSIDES = COUNT + Long.BYTES;
  private static final Lots LOTS = new Lots(INSIDES + 2 * Integer.BYTES);

  static {
    // Without it the light fence would be a full one.
    LightFences.use();
  }

  private final Meeting meeting = new Meeting();
  private final Words memory = Words.of(LOTS.take());
  private final RobustMutex mutexOfOne = mutex();
  private final RobustMutex mutexOfOther = mutex();
  private final MutexOwner one = new Owner(memory, 0);
  private final MutexOwner other = new Owner(memory, 1);

  /// Each owner's word, as a handle's slot has one.
  private record Insides(Words memory) implements Owners {
    @Override
    public boolean ifDead(int owner, BooleanSupplier takeover) {
      return false;
    }

    @Override
    public boolean isInside(int owner) {
      return memory.intAcquire(INSIDES + owner * Integer.BYTES) != 0;
    }
  }

  private static final class Owner extends MutexOwner {
    private final Words memory;

    Owner(Words memory, int number) {
      super(number);
      this.memory = memory;
    }

    @Override
    protected void showWait(WaitReason reason) {}

    @Override
    protected void showInside(boolean inside) {
      memory.intRelease(INSIDES + number() * Integer.BYTES, inside ? 1 : 0);
    }
  }

  public MutexBiasStress() {
    memory.intRelease(MutexLayout.BIAS, one.number() + 1);
    one.gainBias();
  }

  /// With the kernel's part of the fence only: with the whole, no two would ever meet.
  private RobustMutex mutex() {
    return new RobustMutex(memory, 0, new Insides(memory), Membarrier::heavy);
  }

  @Actor
  public void one() {
    meeting.one();
    if (mutexOfOne.enterBiased(one)) {
      count();
      mutexOfOne.leaveBiased(one);
    } else {
      byWord(mutexOfOne, one);
    }
  }

  @Actor
  public void other() {
    meeting.other();
    byWord(mutexOfOther, other);
  }

  private void byWord(RobustMutex mutex, MutexOwner owner) {
    mutex.acquireUninterruptibly(owner, WaitReason.LOCK, Timeout.FOREVER);
    count();
    mutex.release(owner);
  }

  private void count() {
    memory.longPlain(COUNT, memory.longPlain(COUNT) + 1);
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r1 = memory.longPlain(COUNT);
    boolean free =
        memory.intVolatile(MutexLayout.WORD) == 0 && memory.intVolatile(MutexLayout.BIAS) == 0;
    result.r2 = free ? "free" : "held";
    LOTS.giveBack(memory.segment());
  }
}
