package org.poormanspipes.mutex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

/// Waiting for a holder that goes on, and giving up on one that stands still.
class PatienceTest {

  private final MemorySegment memory = Arena.ofAuto().allocate(64, 64);
  private final RobustMutex mutex = new RobustMutex(Words.of(memory), 0, new TestOwners());
  private final TestOwner one = new TestOwner(1);
  private final TestOwner two = new TestOwner(2);

  @Test
  void aHolderThatStandsStillIsGivenUpOn() {
    mutex.acquire(one, WaitReason.LOCK, Timeout.NOW);
    assertThat(acquireUnlessStuck(20)).isEqualTo(WaitResult.TIMEOUT);
  }

  /// The mutex is not fair: others may have it all the time.
  @Test
  void othersThatTakeTurnsAreWaitedForLongerThanOneTurnMayLast() throws Exception {
    mutex.acquire(one, WaitReason.LOCK, Timeout.NOW);
    Task<WaitResult> waiting = Tasks.start(() -> acquireUnlessStuck(1000));
    for (int turn = 0; turn < 15; turn++) {
      Thread.sleep(100);
      takeAnotherTurn();
    }
    assertThat(waiting.isDone()).isFalse();
    mutex.release(one);
    assertThat(waiting.get()).isEqualTo(WaitResult.SUCCESS);
  }

  @Test
  void everyTurnIsCounted() {
    for (int turn = 1; turn <= 3; turn++) {
      mutex.acquire(one, WaitReason.LOCK, Timeout.NOW);
      mutex.release(one);
      assertThat(memory.get(ValueLayout.JAVA_INT, MutexLayout.TURNS)).isEqualTo(turn);
    }
  }

  private WaitResult acquireUnlessStuck(long millis) {
    return mutex.acquireUnlessStuck(two, WaitReason.LOCK, Timeout.of(Duration.ofMillis(millis)));
  }

  /// As if the mutex had been given back and taken again, too quickly for the waiter.
  private void takeAnotherTurn() {
    int turns = memory.get(ValueLayout.JAVA_INT, MutexLayout.TURNS);
    memory.set(ValueLayout.JAVA_INT, MutexLayout.TURNS, turns + 1);
  }
}
