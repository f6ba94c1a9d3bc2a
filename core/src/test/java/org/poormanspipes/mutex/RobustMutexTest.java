package org.poormanspipes.mutex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

class RobustMutexTest {

  private static final int AT = 64;

  private final MemorySegment memory = Arena.ofAuto().allocate(128, 64);
  private final TestOwners owners = new TestOwners();
  private final RobustMutex mutex = new RobustMutex(Words.of(memory), AT, owners);
  private final TestOwner one = new TestOwner(1);
  private final TestOwner two = new TestOwner(2);

  private WaitResult acquire(TestOwner owner, Timeout timeout) {
    return mutex.acquire(owner, WaitReason.LOCK, timeout);
  }

  private int word() {
    return memory.get(ValueLayout.JAVA_INT, AT + MutexLayout.WORD);
  }

  private void word(int value) {
    memory.set(ValueLayout.JAVA_INT, AT + MutexLayout.WORD, value);
  }

  private long recoveries() {
    return memory.get(ValueLayout.JAVA_LONG, AT + MutexLayout.ABANDONED);
  }

  @Test
  void zerosAreAFreeMutex() {
    assertThat(mutex.holder()).isEqualTo(-1);
    assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    assertThat(mutex.holder()).isEqualTo(1);
    mutex.release(one);
    assertThat(mutex.holder()).isEqualTo(-1);
    assertThat(word()).isZero();
  }

  @Test
  void ownerNumberZeroIsAnOwner() {
    TestOwner zero = new TestOwner(0);
    assertThat(acquire(zero, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    assertThat(mutex.holder()).isZero();
    assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.TIMEOUT);
  }

  @Test
  void anImpossibleOwnerNumberIsRefused() {
    assertThatThrownBy(() -> new TestOwner(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number=-1");
    assertThatThrownBy(() -> new TestOwner(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsOwnerTakesItAgainAndGivesItBackAsOften() {
    for (int depth = 0; depth < 3; depth++) {
      assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    }
    mutex.release(one);
    mutex.release(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.TIMEOUT);
    mutex.release(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void releasingWhatWasNeverTakenIsRefused() {
    assertThatThrownBy(() -> mutex.release(one))
        .isInstanceOf(IllegalMonitorStateException.class)
        .hasMessageContaining("owner=1")
        .hasMessageContaining("holder=none");
  }

  @Test
  void releasingTwiceIsRefused() {
    acquire(one, Timeout.NOW);
    mutex.release(one);
    assertThatThrownBy(() -> mutex.release(one)).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(word()).isZero();
  }

  @Test
  void anotherOwnerCannotReleaseIt() {
    acquire(one, Timeout.NOW);
    assertThatThrownBy(() -> mutex.release(two))
        .isInstanceOf(IllegalMonitorStateException.class)
        .hasMessageContaining("owner=2")
        .hasMessageContaining("holder=1");
    assertThat(mutex.holder()).isEqualTo(1);
    mutex.release(one);
  }

  @Test
  void anotherThreadOfItsOwnerCannotReleaseIt() throws Exception {
    acquire(one, Timeout.NOW);
    Task<Boolean> other =
        Tasks.start(() -> {
          assertThatThrownBy(() -> mutex.release(one))
              .isInstanceOf(IllegalMonitorStateException.class);
          return true;
        });
    assertThat(other.get()).isTrue();
    assertThat(mutex.holder()).isEqualTo(1);
    mutex.release(one);
  }

  @Test
  void timeoutZeroPolls() {
    acquire(one, Timeout.NOW);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.TIMEOUT);
    assertThat(acquire(two, Timeout.of(Duration.ZERO))).isEqualTo(WaitResult.TIMEOUT);
    assertThat(two.shown()).as("a poll is no wait").isEmpty();
  }

  @Test
  void aRelativeTimeoutIsWaitedFor() {
    acquire(one, Timeout.NOW);
    long started = System.nanoTime();
    assertThat(acquire(two, Timeout.of(Duration.ofMillis(20)))).isEqualTo(WaitResult.TIMEOUT);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void anInstantInTheFutureIsWaitedFor() {
    acquire(one, Timeout.NOW);
    Instant until = Instant.ofEpochMilli(System.currentTimeMillis() + 30);
    assertThat(acquire(two, Timeout.at(until))).isEqualTo(WaitResult.TIMEOUT);
    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(until.toEpochMilli());
  }

  @Test
  void anInstantInThePastPolls() {
    Timeout past = Timeout.at(Instant.now().minusSeconds(10));
    acquire(one, Timeout.NOW);
    assertThat(acquire(two, past)).isEqualTo(WaitResult.TIMEOUT);
    mutex.release(one);
    assertThat(acquire(two, past)).isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void aWaitWithoutEndEndsWithTheRelease() throws Exception {
    acquire(one, Timeout.NOW);
    Task<WaitResult> waiter = startWaiter(two, Timeout.FOREVER);
    assertThat(waiter.isDone()).isFalse();
    mutex.release(one);
    assertThat(waiter.get()).isEqualTo(WaitResult.SUCCESS);
    assertThat(mutex.holder()).isEqualTo(2);
    assertThat(memory.get(ValueLayout.JAVA_LONG, AT + MutexLayout.CONTENDED)).isEqualTo(1);
  }

  @Test
  void theReasonIsShownWhileTheWaitLasts() throws Exception {
    acquire(one, Timeout.NOW);
    Task<WaitResult> waiter =
        Tasks.start(() -> mutex.acquire(two, WaitReason.ROOM, Timeout.FOREVER));
    Tasks.until("the reason is shown", () -> two.showsNow() == WaitReason.ROOM);
    mutex.release(one);
    waiter.get();
    assertThat(two.shown()).containsExactly(WaitReason.ROOM, WaitReason.NONE);
  }

  @Test
  void theReasonIsTakenBackAlsoWhenTheWaitFails() {
    acquire(one, Timeout.NOW);
    acquire(two, Timeout.of(Duration.ofMillis(1)));
    assertThat(two.shown()).containsExactly(WaitReason.LOCK, WaitReason.NONE);
  }

  @Test
  void anInterruptAlertsAWaiter() throws Exception {
    acquire(one, Timeout.NOW);
    Task<Boolean> waiter =
        Tasks.start(() -> {
          assertThat(acquire(two, Timeout.FOREVER)).isEqualTo(WaitResult.ALERTED);
          return Thread.currentThread().isInterrupted();
        });
    Tasks.until("it waits", () -> two.showsNow() == WaitReason.LOCK);
    waiter.interrupt();
    assertThat(waiter.get()).as("its interrupt status is kept").isTrue();
    assertThat(mutex.holder()).isEqualTo(1);
    mutex.release(one);
    assertThat(acquire(two, Timeout.NOW)).as("nothing is left held").isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void anInterruptDoesNotEndAnUninterruptibleWait() throws Exception {
    acquire(one, Timeout.NOW);
    Task<Boolean> waiter =
        Tasks.start(() -> {
          WaitResult result = mutex.acquireUninterruptibly(two, WaitReason.LOCK, Timeout.FOREVER);
          assertThat(result).isEqualTo(WaitResult.SUCCESS);
          return Thread.currentThread().isInterrupted();
        });
    Tasks.until("it waits", () -> two.showsNow() == WaitReason.LOCK);
    waiter.interrupt();
    Thread.sleep(20);
    assertThat(waiter.isDone()).isFalse();
    mutex.release(one);
    assertThat(waiter.get()).as("its interrupt status is kept").isTrue();
  }

  @Test
  void aThreadWaitsForAnotherOfTheSameOwner() throws Exception {
    acquire(one, Timeout.NOW);
    assertThat(Tasks.start(() -> acquire(one, Timeout.NOW)).get()).isEqualTo(WaitResult.TIMEOUT);
    Timeout little = Timeout.of(Duration.ofMillis(5));
    assertThat(Tasks.start(() -> acquire(one, little)).get()).isEqualTo(WaitResult.TIMEOUT);
    Task<WaitResult> waiter = startWaiter(one, Timeout.FOREVER);
    waiter.interrupt();
    assertThat(waiter.get()).isEqualTo(WaitResult.ALERTED);
    Task<WaitResult> patient = startWaiter(one, Timeout.FOREVER);
    mutex.release(one);
    assertThat(patient.get()).isEqualTo(WaitResult.SUCCESS);
    assertThat(mutex.holder()).isEqualTo(1);
  }

  @Test
  void aDeadOwnersMutexIsAbandonedToThePoller() {
    acquire(one, Timeout.NOW);
    owners.kill(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    assertThat(mutex.holder()).isEqualTo(2);
    assertThat(recoveries()).isEqualTo(1);
    mutex.release(two);
    assertThat(acquire(two, Timeout.NOW))
        .as("until somebody has put it right")
        .isEqualTo(WaitResult.ABANDONED);
    mutex.markRepaired();
    mutex.release(two);
    assertThat(acquire(two, Timeout.NOW)).as("repaired").isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void anOwnerThatStopsMidwayLeavesTheRepairToTheNext() {
    acquire(one, Timeout.NOW);
    mutex.markAbandoned();
    mutex.release(one);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    mutex.markRepaired();
    mutex.release(two);
    assertThat(acquire(one, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void anOwnerThatDiesDuringTheWaitIsNoticed() throws Exception {
    acquire(one, Timeout.NOW);
    Task<WaitResult> waiter = startWaiter(two, Timeout.FOREVER);
    owners.kill(one);
    assertThat(waiter.get()).isEqualTo(WaitResult.ABANDONED);
  }

  @Test
  void aTimeoutThatEndsAfterTheDeathIsAnAbandonment() {
    acquire(one, Timeout.NOW);
    owners.kill(one);
    Timeout past = Timeout.at(Instant.EPOCH);
    assertThat(acquire(two, past)).isEqualTo(WaitResult.ABANDONED);
  }

  @Test
  void onlyOneOfManyWaitersIsToldOfTheDeath() throws Exception {
    acquire(one, Timeout.NOW);
    List<Task<WaitResult>> waiters = new ArrayList<>();
    for (int number = 10; number < 18; number++) {
      TestOwner owner = new TestOwner(number);
      waiters.add(
          Tasks.start(() -> {
            WaitResult result = acquire(owner, Timeout.FOREVER);
            if (result == WaitResult.ABANDONED) {
              mutex.markRepaired();
            }
            mutex.release(owner);
            return result;
          }));
      Tasks.until("it waits", () -> owner.showsNow() == WaitReason.LOCK);
    }
    owners.kill(one);
    List<WaitResult> results = new ArrayList<>();
    for (Task<WaitResult> waiter : waiters) {
      results.add(waiter.get());
    }
    assertThat(results).containsOnly(WaitResult.SUCCESS, WaitResult.ABANDONED);
    assertThat(results).containsOnlyOnce(WaitResult.ABANDONED);
    assertThat(recoveries()).isEqualTo(1);
  }

  @Test
  void whatTheDeadHeldIsTakenOnRequest() {
    acquire(one, Timeout.NOW);
    assertThat(mutex.takeFromDead(3, two)).as("3 does not hold it").isFalse();
    assertThat(mutex.takeFromDead(1, two)).isTrue();
    assertThat(mutex.holder()).isEqualTo(2);
    assertThat(mutex.takeFromDead(1, two)).as("1 holds it no more").isFalse();
    mutex.release(two);
    assertThat(mutex.takeFromDead(1, two)).as("nobody holds it").isFalse();
    assertThatThrownBy(() -> mutex.release(two)).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void takingFromTheDeadNeverWaitsForAnotherThreadOfTheTaker() throws Exception {
    RobustMutex other = new RobustMutex(Words.of(memory), 0, owners);
    acquire(one, Timeout.NOW);
    assertThat(other.acquire(two, WaitReason.LOCK, Timeout.NOW)).isEqualTo(WaitResult.SUCCESS);
    assertThat(Tasks.start(() -> mutex.takeFromDead(1, two)).get()).isFalse();
    assertThat(mutex.holder()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        3, // own number, of a predecessor
        65, // the first number that is no owner's
        0x7fff_ffff,
        0x7fff_fffe,
        0xffff_ffff,
        0x8000_0003 // own number, and a waiter
      })
  void aWordOfNobodyIsNotWaitedFor(int spoilt) throws Exception {
    word(spoilt);
    assertThat(acquire(two, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    mutex.release(two);
    word(spoilt);
    Task<WaitResult> waiter = Tasks.start(() -> acquire(two, Timeout.FOREVER));
    assertThat(waiter.get()).isEqualTo(WaitResult.ABANDONED);
  }

  @Test
  void aWaitersBitWithoutAWaiterDoesNoHarm() {
    acquire(one, Timeout.NOW);
    word(word() | MutexLayout.WAITERS);
    mutex.release(one);
    assertThat(word()).isZero();
  }

  @Test
  void ownersAndTheirThreadsExcludeEachOther() throws Exception {
    int rounds = 10_000;
    long counter = 32;
    List<Task<Boolean>> workers = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      TestOwner owner = new TestOwner(number);
      for (int thread = 0; thread < 2; thread++) {
        workers.add(
            Tasks.start(() -> {
              for (int round = 0; round < rounds; round++) {
                assertThat(acquire(owner, Timeout.FOREVER)).isEqualTo(WaitResult.SUCCESS);
                long seen = memory.get(ValueLayout.JAVA_LONG, counter);
                Thread.onSpinWait();
                memory.set(ValueLayout.JAVA_LONG, counter, seen + 1);
                mutex.release(owner);
              }
              return true;
            }));
      }
    }
    for (Task<Boolean> worker : workers) {
      worker.get();
    }
    assertThat(memory.get(ValueLayout.JAVA_LONG, counter)).isEqualTo(8L * rounds);
    assertThat(word()).isZero();
  }

  private Task<WaitResult> startWaiter(TestOwner owner, Timeout timeout) throws Exception {
    int before = owner.shown().size();
    Task<WaitResult> waiter = Tasks.start(() -> acquire(owner, timeout));
    Tasks.until("it waits", () -> owner.shown().size() > before);
    return waiter;
  }

  @Test
  void aWaitersBitThatOnlyDamageCanHaveLeftIsNotWaitedFor() {
    memory.set(ValueLayout.JAVA_INT, AT + MutexLayout.WORD, 0x8000_0000);
    assertThat(acquire(one, Timeout.FOREVER).acquired()).isTrue();
    assertThat(mutex.holder()).isEqualTo(1);
  }
}
