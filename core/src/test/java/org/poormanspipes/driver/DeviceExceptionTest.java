package org.poormanspipes.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.DeviceException.Kind;

class DeviceExceptionTest {

  @Test
  void whatATerminalWouldObeyIsReplacedInTheSentence() {
    String name = "a\n\u001b[31mb\u202e\ud800\u2028";
    assertThat(new DeviceException(Kind.NOT_FOUND, "there is no pipe '" + name + "'"))
        .hasMessage("there is no pipe 'a??[31mb???'");
  }

  @Test
  void lettersOfAnyLanguageStayInTheSentence() {
    assertThat(new DeviceException(Kind.INVALID, "'Ärger 名前 \ud83d\ude00' is taken"))
        .hasMessage("'Ärger 名前 \ud83d\ude00' is taken");
  }
}
