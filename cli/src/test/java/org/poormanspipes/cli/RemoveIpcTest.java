package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemoveIpcTest {

  @Test
  void withoutASettingFilesAreRemoved() {
    assertThat(RemoveIpc.removes(List.of("[Login]", "#RemoveIPC=no", "KillUserProcesses=no")))
        .isTrue();
  }

  @Test
  void lastSettingCounts() {
    assertThat(RemoveIpc.removes(List.of("RemoveIPC=yes", " RemoveIPC = no "))).isFalse();
    assertThat(RemoveIpc.removes(List.of("RemoveIPC=off", "RemoveIPC=TRUE"))).isTrue();
  }
}
