package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DirectoriesTest {
  private final Directories directories = new Directories();

  private void fill(int uid, int count) throws Refusal {
    for (int i = 0; i < count; i++) {
      directories.make(uid + "/" + i, uid + "/" + i, uid);
    }
  }

  @Test
  void aUserHasSoManyAndOthersHaveTheirs() throws Refusal {
    fill(7, Directories.MOST_OF_USER);
    assertThatThrownBy(() -> directories.make("more", "more", 7)).hasMessageContaining("EDQUOT");
    directories.make("7/0", "7/0", 7);
    directories.make("other", "other", 8);
    directories.keep("emptied", "emptied", 7);
    assertThat(directories.contains("emptied")).isFalse();
    assertThat(directories.remove("7/0")).isTrue();
    directories.make("more", "More", 7);
    assertThat(directories.spellings()).contains("More", "other");
  }

  @Test
  void thereIsALimitForAll() throws Refusal {
    fill(0, Directories.MOST);
    assertThatThrownBy(() -> directories.make("more", "more", 9)).hasMessageContaining("ENOSPC");
  }
}
