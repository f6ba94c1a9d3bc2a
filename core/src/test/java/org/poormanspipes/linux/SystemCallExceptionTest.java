package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemCallExceptionTest {

  @Test
  void readsLikeALineOfStrace() {
    SystemCallException e =
        new SystemCallException("open", "\"/x/y\", O_RDWR|O_CREAT, 0600", Errno.EACCES);
    assertThat(e).hasMessage("open(\"/x/y\", O_RDWR|O_CREAT, 0600): EACCES (Permission denied)");
    assertThat(e.call()).isEqualTo("open");
    assertThat(e.errno()).isEqualTo(13);
    assertThat(e.errnoName()).isEqualTo("EACCES");
  }

  @Test
  void aHintFollowsTheError() {
    assertThat(new SystemCallException("mlock", "0x1000, 5", Errno.ENOMEM, "raise the limit"))
        .hasMessage("mlock(0x1000, 5): ENOMEM (Cannot allocate memory); raise the limit");
  }

  @Test
  void aNameCannotForgeALineOfLog() {
    assertThat(Show.quoted("a\n\"b\\")).isEqualTo("\"a\\u000a\\\"b\\\\\"");
  }
}
