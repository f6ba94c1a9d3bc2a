package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The original's two programs, driven by other programs.
final class UseDriverOnPipesTest extends UseDriverContract {
  @Override
  Talk start(String... words) throws IOException {
    return pmp.start(words);
  }

  @Test
  void aWholeScriptGivesAWholeTranscript() throws Exception {
    try (Talk reader = start("usedriver3", "HELLO")) {
      reader.until(PRESS);
      pmp.input("one\ntwo\n\nquick\nnever read\n", "usedriver2", "HELLO")
          .printed(
              (ENTER + "4 bytes written\n").repeat(2)
                  + (ENTER + "1 bytes written\n")
                  + (ENTER + "6 bytes written\n"));
      pmp.input("last line, no newline", "usedriver2", "hello")
          .printed(ENTER + "22 bytes written\n" + ENTER);
      reader.type("\n\nQ\nnever read\n");
      reader.rest();
      assertThat(reader.bytes())
          .isEqualTo(PRESS + "37 bytes read\n'one'\n" + PRESS + "0 bytes read\n''\n" + PRESS);
      assertThat(reader.code()).isZero();
    }
  }

  @Test
  void aPipeThatExistsIsUsedAsItIs() throws Exception {
    pmp.run("create", "SMALL", "--capacity", "4").isFine();
    pmp.input("abc\ndef\n", "usedriver2", "small")
        .printed(ENTER + "4 bytes written\n" + ENTER + "0 bytes written\n" + ENTER);
    pmp.input("\n", "usedriver3", "small").printed(PRESS + "4 bytes read\n'abc'\n" + PRESS);
  }

  @Test
  void whatNobodyReadGoesWithTheLastProgram() throws Exception {
    pmp.input("lost\n", "usedriver2", "HELLO").isFine();
    pmp.input("\n", "usedriver3", "HELLO").printed(PRESS + "0 bytes read\n''\n" + PRESS);
    pmp.run("ls").printed("");
  }

  @Test
  void aMissingOrImpossibleNameIsRefused() throws Exception {
    pmp.run("usedriver2").refused(2, "NAME", "--help");
    pmp.run("usedriver3").refused(2, "NAME", "--help");
    pmp.run("usedriver2", "").refused(2);
    pmp.run("usedriver3", "A", "B").refused(2, "B");
  }
}
