package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void sizesAreShortAndOfPowersOf1024() {
    assertThat(Progress.size(0)).isEqualTo("0 bytes");
    assertThat(Progress.size(1023)).isEqualTo("1023 bytes");
    assertThat(Progress.size(1536)).isEqualTo("1.5 KiB");
    assertThat(Progress.size(4L << 30)).isEqualTo("4.0 GiB");
    assertThat(Progress.size(Long.MAX_VALUE)).isEqualTo("8388608.0 TiB");
  }
}
