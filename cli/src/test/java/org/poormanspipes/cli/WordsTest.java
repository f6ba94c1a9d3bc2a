package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void wordsThatNeedNoMendingStayAsTheyAre() {
    assertThat(Words.mend(new String[] {"write", "häß", ""})).containsExactly("write", "häß", "");
  }

  @Test
  void lastWordsOfACommandLineAreReadAsUtf8() {
    byte[] bytes = "java\0-cp\0x\0Main\0write\0häß\0\0".getBytes(StandardCharsets.UTF_8);
    assertThat(Words.last(bytes, new String[] {"write", "h\ufffd\ufffd\ufffd\ufffd", ""}))
        .containsExactly("write", "häß", "");
  }

  @Test
  void shorterCommandLineThanExpectedIsNotBelieved() {
    assertThat(Words.last(new byte[0], new String[] {"a\ufffd"})).containsExactly("a\ufffd");
  }
}
