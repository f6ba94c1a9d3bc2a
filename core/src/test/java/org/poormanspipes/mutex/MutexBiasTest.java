package org.poormanspipes.mutex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Tasks;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

@org.junit.jupiter.api.Timeout(60)
class MutexBiasTest {

  private static final int ROUNDS = 6;

  /// Far less than a drain takes.
  private static final long ON_ITS_WAY_NANOS = 200_000;

  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(20));

  private final Words memory = Words.of(Arena.ofAuto().allocate(64, 64));
  private final TestOwners owners = new TestOwners();
  private final RobustMutex mutex = new RobustMutex(memory, 0, owners);
  private final TestOwner one = new TestOwner(1);
  private final TestOwner two = new TestOwner(2);

  @BeforeAll
  static void register() {
    assertThat(Membarrier.register()).isTrue();
  }

  @BeforeEach
  void know() {
    owners.know(one, two);
  }

  private WaitResult acquire(TestOwner owner, Timeout timeout) {
    return mutex.acquire(owner, WaitReason.LOCK, timeout);
  }

  private void bias(TestOwner owner) {
    for (int turn = 0; turn < 100_000 && !owner.isBiased(); turn++) {
      acquire(owner, Timeout.FOREVER);
      mutex.grantIfAlone(owner);
      mutex.release(owner);
    }
    assertThat(owner.isBiased()).isTrue();
  }

  private int bias() {
    return memory.intVolatile(MutexLayout.BIAS);
  }

  @Test
  void whoAsksOftenAndAloneGetsIt() {
    assertThat(mutex.enterBiased(one)).isFalse();
    bias(one);
    assertThat(bias()).isEqualTo(2);
    assertThat(mutex.enterBiased(one)).isTrue();
    assertThat(one.isInside()).isTrue();
    assertThat(mutex.insider()).isEqualTo(1);
    assertThat(mutex.holder()).isEqualTo(-1);
    mutex.leaveBiased(one);
    assertThat(one.isInside()).isFalse();
    assertThat(mutex.insider()).isEqualTo(-1);
  }

  @Test
  void ownersThatTakeTurnsDoNot() {
    for (int turn = 0; turn < 1000; turn++) {
      TestOwner owner = turn % 2 == 0 ? one : two;
      acquire(owner, Timeout.NOW);
      mutex.grantIfAlone(owner);
      mutex.release(owner);
    }
    assertThat(bias()).isZero();
  }

  @Test
  void anotherEndsIt() {
    bias(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    assertThat(bias()).isZero();
    assertThat(mutex.enterBiased(one)).isFalse();
    assertThat(one.isInside()).isFalse();
    assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.TIMEOUT);
    mutex.release(two);
    assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    mutex.release(one);
    bias(one);
  }

  @Test
  void anotherWaitsWhileTheOwnerIsInside() throws Exception {
    bias(one);
    mutex.enterBiased(one);
    Tasks.Task<WaitResult> other =
        Tasks.start(() -> {
          WaitResult result = acquire(two, Timeout.FOREVER);
          mutex.release(two);
          return result;
        });
    TimeUnit.MILLISECONDS.sleep(30);
    assertThat(other.isDone()).isFalse();
    mutex.leaveBiased(one);
    assertThat(other.get()).isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void whoGivesUpOnAnOwnerThatIsStoppedInsideLeavesTheNextToWaitForItToo() {
    bias(one);
    mutex.enterBiased(one);
    assertThat(acquire(two, SHORT)).isEqualTo(WaitResult.TIMEOUT);
    assertThat(mutex.insider()).isEqualTo(1);
    assertThat(mutex.holder()).isEqualTo(-1);
    assertThat(acquire(two, SHORT)).isEqualTo(WaitResult.TIMEOUT);
    mutex.leaveBiased(one);
    assertThat(mutex.enterBiased(one)).isFalse();
    assertThat(acquire(two, SHORT)).isEqualTo(WaitResult.SUCCESS);
    mutex.release(two);
  }

  /// Its store was on its way when the bias was taken away, and its look at the bias before that.
  @Test
  void anOwnerThatIsSeenInsideLateIsWaitedFor() throws Exception {
    int waited = 0;
    for (int round = 0; round < ROUNDS; round++) {
      bias(one);
      Tasks.Task<WaitResult> other =
          Tasks.start(() -> {
            WaitResult result = acquire(two, Timeout.FOREVER);
            mutex.release(two);
            return result;
          });
      while (bias() == one.number() + 1) {
        Thread.onSpinWait();
      }
      long revoked = System.nanoTime();
      while (System.nanoTime() - revoked < ON_ITS_WAY_NANOS) {
        Thread.onSpinWait();
      }
      one.showInside(true);
      TimeUnit.MILLISECONDS.sleep(5);
      waited += other.isDone() ? 0 : 1;
      one.showInside(false);
      assertThat(other.get()).isEqualTo(WaitResult.SUCCESS);
      assertThat(mutex.enterBiased(one)).isFalse();
    }
    // In a round in which this thread had no processor for a millisecond it was too late.
    assertThat(waited).isGreaterThan(ROUNDS / 2);
  }

  /// Whoever waited behind another that gave up on the owner has no more time than it had.
  @Test
  void whoWaitedBehindOneThatGaveUpDoesNotWaitAsLongAgain() {
    bias(one);
    mutex.enterBiased(one);
    assertThat(acquire(two, SHORT)).as("revokes, and gives up").isEqualTo(WaitResult.TIMEOUT);
    Timeout hour = Timeout.of(Duration.ofHours(1));
    long longAgo = System.nanoTime() - TimeUnit.HOURS.toNanos(2);
    MutexRequest late = new MutexRequest(two, WaitReason.LOCK, hour, true, true, longAgo);
    MutexBias bias = new MutexBias(memory, MutexLayout.BIAS, owners, Membarrier::drain);
    assertThat(bias.evict(late, new MutexCondition(memory, 0))).isEqualTo(WaitResult.TIMEOUT);
  }

  @Test
  void anInterruptEndsTheWaitForTheOwner() {
    bias(one);
    mutex.enterBiased(one);
    Thread.currentThread().interrupt();
    assertThat(acquire(two, Timeout.FOREVER)).isEqualTo(WaitResult.ALERTED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(mutex.holder()).isEqualTo(-1);
  }

  @Test
  void anOwnerThatDiedInsideIsAnAbandonment() {
    bias(one);
    mutex.enterBiased(one);
    owners.kill(one);
    assertThat(acquire(two, Timeout.FOREVER)).isEqualTo(WaitResult.ABANDONED);
    assertThat(one.isInside()).isFalse();
    assertThat(bias()).isZero();
    mutex.markRepaired();
    mutex.release(two);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    mutex.release(two);
  }

  @Test
  void anOwnerThatDiedOutsideIsNot() {
    bias(one);
    owners.kill(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    mutex.release(two);
  }

  @Test
  void whatWasNotRepairedIsLeftToTheNext() {
    bias(one);
    mutex.enterBiased(one);
    owners.kill(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    mutex.release(two);
    TestOwner three = new TestOwner(3);
    assertThat(acquire(three, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    mutex.markRepaired();
    mutex.release(three);
  }

  @Test
  void whoReapsADeadOwnerForgetsItsBiasUnlessSomebodyIsInside() {
    bias(one);
    mutex.enterBiased(one);
    TestOwner three = new TestOwner(3);
    assertThat(acquire(three, SHORT)).isEqualTo(WaitResult.TIMEOUT);
    owners.kill(one);
    assertThat(mutex.forgetBias(2, two)).as("not its own").isTrue();
    assertThat(one.isInside()).isTrue();
    assertThat(mutex.forgetBias(1, two)).isTrue();
    assertThat(one.isInside()).isFalse();
    assertThat(bias()).isZero();
    assertThat(acquire(three, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    mutex.release(three);
  }

  @Test
  void whoReapsWhileSomebodyHasTheWordLeavesItToHim() {
    bias(one);
    memory.intRelease(MutexLayout.WORD, 4);
    assertThat(mutex.forgetBias(1, two)).isFalse();
    memory.intRelease(MutexLayout.WORD, 0);
    assertThat(mutex.forgetBias(1, two)).isTrue();
  }

  @Test
  void whoGoesGivesItUp() {
    bias(one);
    mutex.giveUpBias(two);
    assertThat(bias()).isEqualTo(2);
    mutex.giveUpBias(one);
    assertThat(bias()).isZero();
  }

  @Test
  void aTurnThatEndsMidwayIsAnAbandonment() {
    bias(one);
    mutex.enterBiased(one);
    mutex.abandonBiased(one);
    assertThat(mutex.enterBiased(one)).isFalse();
    assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    mutex.release(one);
  }

  @Test
  void aBiasOfNobodyIsNotWaitedFor() {
    for (int spoilt : new int[] {-1, 0x7fff_ffff, 0x8000_0000, 77}) {
      memory.intRelease(MutexLayout.BIAS, spoilt);
      assertThat(acquire(two, SHORT)).isEqualTo(WaitResult.SUCCESS);
      mutex.release(two);
    }
  }

  @Test
  void anOwnerAndOthersExcludeEachOther() throws Exception {
    int rounds = 300_000;
    long[] count = {0};
    Tasks.Task<Integer> busy =
        Tasks.start(() -> {
          int byBias = 0;
          for (int round = 0; round < rounds; round++) {
            boolean entered = mutex.enterBiased(one);
            if (!entered) {
              acquire(one, Timeout.FOREVER);
            }
            count[0]++;
            if (entered) {
              mutex.leaveBiased(one);
              byBias++;
            } else {
              mutex.grantIfAlone(one);
              mutex.release(one);
            }
          }
          return byBias;
        });
    int others = 0;
    while (!busy.isDone()) {
      acquire(two, Timeout.FOREVER);
      count[0]++;
      others++;
      mutex.release(two);
      TimeUnit.MICROSECONDS.sleep(200);
    }
    assertThat(busy.get()).isPositive();
    assertThat(count[0]).isEqualTo((long) rounds + others);
  }
}
