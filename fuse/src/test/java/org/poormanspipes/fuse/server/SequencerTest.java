package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private static final int TASKS = 1000;

  private final Sequencer sequencer = new Sequencer(false);

  @AfterEach
  void stop() {
    sequencer.stop(1000);
  }

  @Test
  void tasksOfANameKeepTheirOrder() throws Exception {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(TASKS);
    for (int i = 0; i < TASKS; i++) {
      int number = i;
      sequencer
          .line("a")
          .add(() -> {
            done.add(number);
            all.countDown();
          });
    }
    all.await();
    assertThat(done).isEqualTo(IntStream.range(0, TASKS).boxed().toList());
  }

  @Test
  void whoDoesItsTaskItselfKeepsTheOthersWaiting() throws Exception {
    Sequencer.Line line = sequencer.line("a");
    CountDownLatch done = new CountDownLatch(1);
    assertThat(line.tryBegin()).isTrue();
    assertThat(line.tryBegin()).isFalse();
    line.add(done::countDown);
    assertThat(done.getCount()).isOne();
    line.end();
    done.await();
  }

  @Test
  void aTaskThatFailsIsFollowedByTheNext() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    sequencer
        .line("a")
        .add(() -> {
          throw new IllegalStateException("expected");
        });
    sequencer.line("a").add(done::countDown);
    done.await();
  }

  @Test
  void whatComesAfterTheEndIsDroppedAndNobodyFails() {
    sequencer.stop(1000);
    sequencer.run(() -> {});
    sequencer.line("a").add(() -> {});
    assertThat(sequencer.line("a").tryBegin()).isFalse();
  }
}
