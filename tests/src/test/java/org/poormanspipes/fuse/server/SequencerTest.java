package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What the end of a mount does to the tasks of its names.
class SequencerTest {

  /// Who offers it may be a thread of the driver's, which goes on.
  @Test
  void aTaskThatComesAfterTheEndIsDroppedAndNobodyFails() throws InterruptedException {
    Sequencer sequencer = new Sequencer();
    CountDownLatch begun = new CountDownLatch(1);
    sequencer.run("name", begun::countDown);
    begun.await();
    sequencer.stop(1000);
    assertThatCode(() -> sequencer.run(() -> {})).doesNotThrowAnyException();
    assertThatCode(() -> sequencer.run("name", () -> {})).doesNotThrowAnyException();
  }
}
