package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class ErrnoTest {

  @Test
  void everyConstantHasItsOwnName() throws IllegalAccessException {
    int constants = 0;
    for (Field field : Errno.class.getFields()) {
      assertThat(Errno.name(field.getInt(null))).isEqualTo(field.getName());
      constants++;
    }
    assertThat(constants).isGreaterThan(30);
  }

  @Test
  void textsSayWhatHappened() {
    assertThat(Errno.text(Errno.EACCES)).isEqualTo("Permission denied");
    assertThat(Errno.text(Errno.EDQUOT)).isEqualTo("Disk quota exceeded");
    assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
    assertThat(Errno.text(133)).isEqualTo("Memory page has hardware error");
  }

  @Test
  void numbersThatLinuxDoesNotUseStillSaySomething() {
    for (int number : new int[] {-1, 0, 41, 58, 134, 4711}) {
      assertThat(Errno.name(number)).isEqualTo("errno " + number);
      assertThat(Errno.text(number)).isEqualTo("unknown error");
    }
  }
}
