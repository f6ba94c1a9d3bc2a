package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.testing.Requires;

/// The original's two programs, each on a terminal of its own.
final class UseDriverOnTerminalsTest extends UseDriverContract {
  @BeforeEach
  void needPrograms() {
    Requires.program("setsid");
    Requires.program("stty");
  }

  @Override
  Talk start(String... words) throws IOException {
    return pmp.terminal(false, words);
  }

  @Test
  void theScreenShowsWhatWasTypedAndPrinted() throws Exception {
    try (Talk reader = pmp.terminal(true, "usedriver3", "HELLO");
        Talk writer = pmp.terminal(true, "usedriver2", "hello")) {
      reader.until(PRESS);
      writer.until(ENTER);
      put(writer, "HELLO");
      take(reader);
      writer.type("q\n");
      writer.rest();
      reader.type("Q\n");
      reader.rest();
      assertThat(writer.bytes().replace("\r\n", "\n"))
          .isEqualTo(ENTER + "HELLO\n6 bytes written\n" + ENTER + "q\n2 bytes written\n");
      assertThat(reader.bytes().replace("\r\n", "\n"))
          .isEqualTo(PRESS + "\n6 bytes read\n'HELLO'\n" + PRESS + "Q\n");
    }
  }
}
