package org.poormanspipes.fuse.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountEntryTest {
  @Test
  void theTableOfThisMachineIsRead() throws Exception {
    assertThat(MountEntry.at(Path.of("/proc"))).get().extracting("type").isEqualTo("proc");
    assertThat(MountEntry.at(Path.of("/nowhere"))).isEmpty();
    assertThat(MountEntry.all()).allSatisfy(entry -> assertThat(entry.device()).contains(":"));
  }

  @Test
  void blanksAndLettersOfOtherScriptsComeBack() {
    assertThat(MountEntry.unescape("/a\\040b\\134c")).isEqualTo("/a b\\c");
    assertThat(MountEntry.unescape("/\u00fc\\011")).isEqualTo("/\u00fc\t");
    assertThat(MountEntry.unescape("/plain")).isEqualTo("/plain");
    assertThat(MountEntry.unescape("/end\\04")).isEqualTo("/end\\04");
  }
}
