package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UseCountTest {

  private final UseCount uses = new UseCount();

  @Test
  void closingAnIdleThingReleasesItOnce() {
    assertThat(uses.close()).isTrue();
    assertThat(uses.close()).isFalse();
    assertThat(uses.enter()).isFalse();
    assertThat(uses.isClosed()).isTrue();
  }

  @Test
  void theLastOneUnderWayReleases() {
    assertThat(uses.enter()).isTrue();
    assertThat(uses.enter()).isTrue();
    assertThat(uses.close()).isFalse();
    assertThat(uses.enter()).isFalse();
    assertThat(uses.leave()).isFalse();
    assertThat(uses.leave()).isTrue();
  }

  @Test
  void leavingWhatIsOpenReleasesNothing() {
    assertThat(uses.enter()).isTrue();
    assertThat(uses.leave()).isFalse();
    assertThat(uses.close()).isTrue();
  }
}
