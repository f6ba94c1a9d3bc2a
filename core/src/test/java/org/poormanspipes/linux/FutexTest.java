package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.linux.Mapping.Access;

class FutexTest {

  /// Longer than any test; a wait that no one ends comes back as TIMED_OUT and fails.
  private static final long LONG = TimeUnit.SECONDS.toNanos(60);

  private static final int WORD = 64;

  @TempDir(factory = Places.SharedMemory.class)
  Path directory;

  private Descriptor file;
  private Mapping mapping;
  private MemorySegment memory;

  @BeforeEach
  void map() throws IOException {
    file = Places.open(directory.resolve("f"), 4096);
    mapping = Mapping.map(file, 0, 4096, Access.READ_WRITE);
    memory = mapping.segment();
  }

  @AfterEach
  void unmap() {
    mapping.unmap();
    file.close();
  }

  @Test
  void aWakeEndsAWait() throws Exception {
    FutureTask<Integer> sleeper = start(() -> Futex.await(memory, WORD, 0, LONG));
    wakeOne();
    assertThat(sleeper.get(60, TimeUnit.SECONDS)).isEqualTo(Futex.WOKEN);
  }

  @Test
  void aWaitForEverEndsToo() throws Exception {
    FutureTask<Integer> sleeper = start(() -> Futex.await(memory, WORD, 0, Long.MAX_VALUE));
    wakeOne();
    assertThat(sleeper.get(60, TimeUnit.SECONDS)).isEqualTo(Futex.WOKEN);
  }

  @Test
  void theWordIsFoundThroughAnotherMapping() throws Exception {
    Mapping other = Mapping.map(file, 0, 4096, Access.READ_ONLY);
    FutureTask<Integer> sleeper = start(() -> Futex.await(other.segment(), WORD, 0, LONG));
    wakeOne();
    assertThat(sleeper.get(60, TimeUnit.SECONDS)).isEqualTo(Futex.WOKEN);
    other.unmap();
  }

  @Test
  void anotherProcessIsWoken() throws IOException {
    try (Child child = Child.start(List.of(), "await", file.path().toString(), "64")) {
      assertThat(child.says()).isEqualTo("waiting");
      wakeOne();
      assertThat(child.says()).isEqualTo("woken");
    }
  }

  @Test
  void aVirtualThreadCanWait() throws Exception {
    FutureTask<Integer> sleeper = new FutureTask<>(() -> Futex.await(memory, WORD, 0, LONG));
    Thread.ofVirtual().start(sleeper);
    wakeOne();
    assertThat(sleeper.get(60, TimeUnit.SECONDS)).isEqualTo(Futex.WOKEN);
  }

  @Test
  void oneWakeCanEndManyWaits() throws Exception {
    FutureTask<Integer> one = start(() -> Futex.await(memory, WORD, 0, LONG));
    FutureTask<Integer> two = start(() -> Futex.await(memory, WORD, 0, LONG));
    int woken = 0;
    long deadline = System.nanoTime() + LONG;
    while (woken < 2 && System.nanoTime() - deadline < 0) {
      woken += Futex.wake(memory, WORD, Integer.MAX_VALUE);
      Thread.onSpinWait();
    }
    assertThat(woken).isEqualTo(2);
    assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(Futex.WOKEN);
    assertThat(two.get(60, TimeUnit.SECONDS)).isEqualTo(Futex.WOKEN);
  }

  @Test
  void aChangedWordIsNotWaitedFor() {
    memory.set(JAVA_INT, WORD, 5);
    assertThat(Futex.await(memory, WORD, 4, LONG)).isEqualTo(Futex.CHANGED);
  }

  @Test
  void aTimeoutIsATime() {
    long begin = System.nanoTime();
    assertThat(Futex.await(memory, WORD, 0, 3_000_000)).isEqualTo(Futex.TIMED_OUT);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(3_000_000);
    assertThat(Futex.await(memory, WORD, 0, 0)).isEqualTo(Futex.TIMED_OUT);
    assertThat(Futex.await(memory, WORD, 0, -1)).isEqualTo(Futex.TIMED_OUT);
    // More than a second: both fields of the time are used.
    assertThat(Futex.await(memory, WORD, 1, 1_500_000_000L)).isEqualTo(Futex.CHANGED);
  }

  @Test
  void aWakeOfNobodyWakesNobody() {
    assertThat(Futex.wake(memory, WORD, 1)).isZero();
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertThatThrownBy(() -> Futex.await(memory, 2, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("futex(FUTEX_WAIT): EINVAL (Invalid argument); offset=2 of ");
    assertThatThrownBy(() -> Futex.wake(memory, 4093, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Futex.wake(MemorySegment.ofArray(new int[4]), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    Mapping gone = Mapping.map(file, 0, 4096, Access.READ_WRITE);
    gone.unmap();
    assertThatThrownBy(() -> Futex.wake(gone.segment(), 0, 1))
        .isInstanceOf(InternalError.class)
        .hasMessageContaining("unsafe memory access")
        .hasMessageContaining("EFAULT (Bad address)");
  }

  @Test
  void nothingIsAllocated() {
    for (int i = 0; i < 30_000; i++) {
      wakeAndWait();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      wakeAndWait();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes in 100 000 rounds").isLessThan(100_000);
  }

  private void wakeAndWait() {
    Futex.wake(memory, WORD, 1);
    Futex.await(memory, WORD, 1, 1);
  }

  private void wakeOne() {
    long deadline = System.nanoTime() + LONG;
    while (Futex.wake(memory, WORD, 1) == 0) {
      assertThat(System.nanoTime() - deadline).as("nobody came to sleep").isNegative();
      Thread.onSpinWait();
    }
  }

  private static FutureTask<Integer> start(Callable<Integer> wait) {

    FutureTask<Integer> task = new FutureTask<>(wait);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
