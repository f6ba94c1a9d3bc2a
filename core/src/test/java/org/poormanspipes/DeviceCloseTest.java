package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A device that is closed while others ask it.
class DeviceCloseTest extends PipeTest {

  @Test
  void closingUnderRequestsHarmsNobody() throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 100; round++) {
        Device shared = Device.open(DeviceOptions.builder().root(root).device("closing").build());
        Future<Integer> asking = threads.submit(() -> askUntilClosed(shared));
        Thread.sleep(2);
        shared.close();
        assertThat(asking.get()).isNotNegative();
        assertThat(shared.object().context().exclusive()).isFalse();
        assertThatThrownBy(shared::describe).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  private static int askUntilClosed(Device device) throws Exception {
    int answers = 0;
    try {
      while (true) {
        device.describe();
        device.pool();
        device.list();
        answers++;
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
      return answers;
    }
  }
}
