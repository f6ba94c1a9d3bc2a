package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private final AtomicInteger added = new AtomicInteger();
  private final Leadership leadership = new Leadership(added::incrementAndGet);

  @AfterEach
  void end() {
    leadership.end();
  }

  @Test
  void whoIsDoneInTimeKeepsTheSeat() {
    assertThat(leadership.take()).isTrue();
    long first = leadership.busy();
    assertThat(leadership.done(first)).isTrue();
    assertThat(leadership.busy()).isNotEqualTo(first);
  }

  @Test
  void whoHandsOverIsFollowedByWhoWaits() throws Exception {
    leadership.start(2);
    assertThat(leadership.take()).isTrue();
    CountDownLatch seated = new CountDownLatch(1);
    Thread next =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              if (leadership.take()) {
                seated.countDown();
              }
            });
    while (next.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    long number = leadership.busy();
    leadership.handOver(number);
    seated.await();
    assertThat(leadership.done(number)).isFalse();
  }

  @Test
  void theOverseerTakesTheSeatFromWhoIsBusyForLongAndAddsAWorkerIfNoneWaits() throws Exception {
    leadership.start(1);
    assertThat(leadership.take()).isTrue();
    long number = leadership.busy();
    while (added.get() < 2) {
      Thread.sleep(1);
    }
    assertThat(leadership.done(number)).isFalse();
    assertThat(leadership.take()).isTrue();
  }

  @Test
  void theOverseerWakesUpAfterAPause() throws Exception {
    leadership.start(1);
    assertThat(leadership.take()).isTrue();
    // Longer than it takes to fall asleep.
    Thread.sleep(400);
    long number = leadership.busy();
    while (added.get() < 2) {
      Thread.sleep(1);
    }
    assertThat(leadership.done(number)).isFalse();
  }

  @Test
  void theEndReachesWhoWaits() throws Exception {
    leadership.start(1);
    assertThat(leadership.take()).isTrue();
    leadership.end();
    assertThat(leadership.take()).isFalse();
    leadership.awaitEnd();
  }
}
