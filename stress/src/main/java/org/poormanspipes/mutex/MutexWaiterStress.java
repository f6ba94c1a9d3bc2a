package org.poormanspipes.mutex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.poormanspipes.linux.Futex;
import org.poormanspipes.linux.Words;
import org.poormanspipes.stress.Lots;
import org.poormanspipes.stress.Meeting;
import org.poormanspipes.time.Timeout;

/// One owner gives the mutex back while another marks it and falls asleep: the exchange sees the
/// mark, or the mark is not made. The sleeper's steps are those of the mutex, one by one, because
/// in there a wake-up that is lost costs a slice of sleep and leaves no trace.
@JCStressTest
@Outcome(id = "free", expect = ACCEPTABLE, desc = "the mutex was free")
@Outcome(
    id = "changed",
    expect = ACCEPTABLE,
    desc = "it changed before the mark, or before the sleep")
@Outcome(id = "woken", expect = ACCEPTABLE, desc = "the release saw the mark")
@Outcome(id = "slept on", expect = FORBIDDEN, desc = "the release erased the mark and woke nobody")
@Outcome(expect = FORBIDDEN, desc = "not an answer")
@State
public class MutexWaiterStress {
  private static final Lots LOTS = new Lots(MutexLayout.SIZE);

  /// Without bound for what takes microseconds, and for people who wait for a test no time at all.
  private static final long LONG = 1_000_000_000;

  private static final int TRIES = 200;

  private final Meeting meeting = new Meeting();
  private final Words memory = Words.of(LOTS.take());
  private final RobustMutex mutex = new RobustMutex(memory, 0, (_, _) -> false);
  private final MutexOwner owner = new StressOwner(0);

  @Actor
  public void owner() {
    meeting.one();
    mutex.acquireUninterruptibly(owner, WaitReason.LOCK, Timeout.FOREVER);
    meeting.linger();
    mutex.release(owner);
  }

  @Actor
  public void sleeper(L_Result result) {
    meeting.other();
    int seen = 0;
    for (int attempt = 0; attempt < TRIES && seen == 0; attempt++) {
      seen = memory.intVolatile(MutexLayout.WORD);
    }
    if (seen == 0) {
      result.r1 = "free";
      return;
    }
    int marked = seen | MutexLayout.WAITERS;
    if (!memory.intCompareAndSet(MutexLayout.WORD, seen, marked)) {
      result.r1 = "changed";
      return;
    }
    result.r1 =
        switch (Futex.await(memory.segment(), MutexLayout.WORD, marked, LONG)) {
          case Futex.CHANGED -> "changed";
          case Futex.TIMED_OUT -> "slept on";
          default -> "woken";
        };
  }

  @Arbiter
  public void end(L_Result result) {
    LOTS.giveBack(memory.segment());
  }
}
