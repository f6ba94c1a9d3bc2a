package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private final List<String> said = new ArrayList<>();
  private final AtomicLong now = new AtomicLong(-5);
  private final Complaints complaints =
      new Complaints((_, sentence) -> said.add(sentence), now::get);

  private void flood(int count) {
    for (int i = 0; i < count; i++) {
      complaints.say(System.Logger.Level.INFO, "refused");
    }
  }

  @Test
  void someAreToldAndTheRestIsCounted() {
    flood(1000);
    assertThat(said).hasSize(10).containsOnly("refused");
    now.addAndGet(20_000_000_000L);
    flood(1);
    assertThat(said).hasSize(12).contains("990 refusals more were left out here");
    complaints.next();
    assertThat(said).hasSize(12);
  }

  @Test
  void theEndTellsWhatWasLeftOut() {
    flood(12);
    complaints.next();
    assertThat(said.getLast()).isEqualTo("2 refusals more were left out here");
  }
}
