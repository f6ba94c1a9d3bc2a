package org.poormanspipes.mutex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.linux.Words;

class WaitWordTest {

  /// Longer than any test waits: a sleep that nobody ends fails it.
  private static final long LONG = TimeUnit.MINUTES.toNanos(10);

  private static final int TURN = 128;

  private final Words words = Words.of(Arena.ofAuto().allocate(256, 64));
  private final MemorySegment memory = words.segment();
  private final WaitWord word = new WaitWord(words, 0);

  @Test
  void aChangeBetweenTheAnnouncementAndTheSleepEndsTheSleep() {
    int announced = word.announce();
    word.wake();
    word.sleep(announced, LONG);
  }

  @Test
  void aSleepEndsWithItsTime() {
    long started = System.nanoTime();
    word.sleep(word.announce(), 5_000_000);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void wakingNobodyChangesNothing() {
    word.wake();
    assertThat(memory.get(ValueLayout.JAVA_INT, 0)).isZero();
  }

  @Test
  void wakingAlwaysChangesTheWordAlsoWithoutSleepers() {
    word.wakeAlways();
    assertThat(memory.get(ValueLayout.JAVA_INT, 0)).isEqualTo(2);
  }

  @Test
  void aWordThatOverflowsGoesOn() {
    memory.set(ValueLayout.JAVA_INT, 0, -2);
    int announced = word.announce();
    word.wake();
    word.sleep(announced, LONG);
    assertThat(memory.get(ValueLayout.JAVA_INT, 0)).isZero();
  }

  /// Each thread sleeps until it is its turn, and wakes the other; one lost wake-up hangs both.
  @Test
  void noWakeUpIsLost() throws Exception {
    int rounds = 100_000;
    WaitWord other = new WaitWord(words, 64);
    Task<Integer> odd = Tasks.start(() -> play(other, word, 1, rounds));
    Task<Integer> even = Tasks.start(() -> play(word, other, 0, rounds));
    assertThat(odd.get()).isEqualTo(rounds);
    assertThat(even.get()).isEqualTo(rounds);
    assertThat(words.longAcquire(TURN)).isEqualTo(2L * rounds);
  }

  private int play(WaitWord mine, WaitWord theirs, int parity, int rounds) {
    for (int round = 0; round < rounds; round++) {
      while (words.longAcquire(TURN) % 2 != parity) {
        int announced = mine.announce();
        if (words.longAcquire(TURN) % 2 != parity) {
          mine.sleep(announced, LONG);
        }
      }
      words.longRelease(TURN, words.longAcquire(TURN) + 1);
      theirs.wake();
    }
    return rounds;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptEndsTheSleepAndIsKept(boolean virtual) throws Exception {
    CountDownLatch announced = new CountDownLatch(1);
    Task<Boolean> sleeper = startSleeper(announced, virtual);
    announced.await();
    Thread.sleep(5);
    sleeper.interrupt();
    assertThat(sleeper.get()).isTrue();
  }

  private Task<Boolean> startSleeper(CountDownLatch announced, boolean virtual) {
    return virtual
        ? Tasks.startVirtual(() -> sleep(announced))
        : Tasks.start(() -> sleep(announced));
  }

  private boolean sleep(CountDownLatch ready) {
    int announced = word.announce();
    ready.countDown();
    word.sleep(announced, LONG);
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void anInterruptThatCameBeforeTheSleepEndsIt() throws Exception {
    Task<Boolean> sleeper =
        Tasks.start(() -> {
          int announced = word.announce();
          Thread.currentThread().interrupt();
          word.sleep(announced, LONG);
          return Thread.currentThread().isInterrupted();
        });
    assertThat(sleeper.get()).isTrue();
  }

  @Test
  void oneWakeEndsAllSleeps() throws Exception {
    CountDownLatch ready = new CountDownLatch(8);
    List<Task<Boolean>> sleepers = new ArrayList<>();
    for (int sleeper = 0; sleeper < 8; sleeper++) {
      sleepers.add(startSleeper(ready, false));
    }
    ready.await();
    Thread.sleep(5);
    word.wakeAlways();
    for (Task<Boolean> sleeper : sleepers) {
      assertThat(sleeper.get()).isFalse();
    }
  }
}
