package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poormanspipes.Tasks;
import org.poormanspipes.linux.Membarrier;

@Timeout(60)
class OperationGateTest {

  /// So often in a row a thread has the bias for certain.
  private static final int MANY = 10_000;

  private final OperationGate gate = new OperationGate();

  /// Guarded by the gate.
  private long count;

  @BeforeAll
  static void register() {
    Membarrier.register();
  }

  private void enterOften(int times) {
    for (int time = 0; time < times; time++) {
      assertThat(gate.enter()).isTrue();
      count++;
      gate.leave();
    }
  }

  @Test
  void aThreadWithTheBiasAndOthersKeepOutOfEachOthersWay() throws Exception {
    int rounds = 300;
    Tasks.Task<Void> busy =
        Tasks.start(() -> {
          enterOften(MANY * rounds / 10);
          return null;
        });
    for (int round = 0; round < rounds; round++) {
      enterOften(1 + round % 3);
      TimeUnit.MICROSECONDS.sleep(round % 7 * 50L);
    }
    busy.get();
    assertThat(count).isEqualTo((long) MANY * rounds / 10 + 2L * rounds);
  }

  @Test
  void threadsThatTakeTurnsAllGetIn() throws Exception {
    Tasks.Task<?>[] tasks = new Tasks.Task<?>[4];
    for (int number = 0; number < tasks.length; number++) {
      tasks[number] =
          Tasks.start(() -> {
            enterOften(20 * MANY);
            return null;
          });
    }
    for (Tasks.Task<?> task : tasks) {
      task.get();
    }
    assertThat(count).isEqualTo(4L * 20 * MANY);
  }

  @Test
  void closingWaitsForTheThreadWithTheBiasAndKeepsItOut() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch out = new CountDownLatch(1);
    Tasks.Task<Boolean> user =
        Tasks.start(() -> {
          enterOften(MANY);
          assertThat(gate.enter()).isTrue();
          inside.countDown();
          out.await();
          count = -1;
          gate.leave();
          return gate.enter();
        });
    inside.await();
    Tasks.Task<Long> closer =
        Tasks.start(() -> {
          assertThat(gate.close()).isTrue();
          return count;
        });
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(closer.isDone()).isFalse();
    out.countDown();
    assertThat(closer.get()).isEqualTo(-1);
    assertThat(user.get()).isFalse();
  }

  @Test
  void theThreadWithTheBiasClosesToo() {
    enterOften(MANY);
    assertThat(gate.close()).isTrue();
    assertThat(gate.enter()).isFalse();
  }

  @Test
  void whoComesAgainFromInsideIsRefused() {
    for (int times : new int[] {1, MANY}) {
      enterOften(times);
      gate.enter();
      gate.callOut();
      assertThatThrownBy(gate::enter)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("polled by this very thread");
      assertThat(gate.leave()).isFalse();
    }
  }

  @Test
  void closedFromInsideItClosesWhenTheThreadComesOut() throws Exception {
    for (int times : new int[] {1, MANY}) {
      OperationGate other = new OperationGate();
      for (int time = 0; time < times; time++) {
        other.enter();
        other.leave();
      }
      other.enter();
      other.callOut();
      assertThat(other.close()).isFalse();
      Tasks.Task<Boolean> late = Tasks.start(other::enter);
      TimeUnit.MILLISECONDS.sleep(20);
      assertThat(late.isDone()).isFalse();
      assertThat(other.leave()).isTrue();
      assertThat(late.get()).isFalse();
      assertThat(other.enter()).isFalse();
    }
  }
}
