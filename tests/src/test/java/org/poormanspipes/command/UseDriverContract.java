package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the original's two programs print, byte for byte, whatever they are talked to over.
abstract class UseDriverContract {
  static final String ENTER = "Enter a string and press enter, 'Q' to quit>\n";
  static final String PRESS = "Press enter to get a string from the driver or 'Q' to quit\n";

  @RegisterExtension final Pmp pmp = new Pmp();

  abstract Talk start(String... words) throws IOException;

  /// Gives the first program a line and takes its answer.
  static String put(Talk writer, String line) throws Exception {
    writer.type(line + "\n");
    return writer.until(ENTER).replace(ENTER, "");
  }

  /// Presses Enter in the second program and takes its answer.
  static String take(Talk reader) throws Exception {
    reader.type("\n");
    return reader.until(PRESS).replace(PRESS, "");
  }

  private void together(String first, String second, Session session) throws Exception {
    try (Talk writer = start("usedriver2", first);
        Talk reader = start("usedriver3", second)) {
      assertThat(writer.until(ENTER)).isEqualTo(ENTER);
      assertThat(reader.until(PRESS)).isEqualTo(PRESS);
      session.run(writer, reader);
    }
  }

  /// What happens between the two programs.
  @FunctionalInterface
  interface Session {
    void run(Talk writer, Talk reader) throws Exception;
  }

  @Test
  void whatIsTypedHereIsTakenOutThereAndQuittingEndsBoth() throws Exception {
    together(
        "HELLO",
        "hello",
        (writer, reader) -> {
          assertThat(put(writer, "Hello world")).isEqualTo("12 bytes written\n");
          assertThat(take(reader)).isEqualTo("12 bytes read\n'Hello world'\n");
          assertThat(take(reader)).isEqualTo("0 bytes read\n''\n");
          assertThat(put(writer, "")).isEqualTo("1 bytes written\n");
          assertThat(take(reader)).isEqualTo("1 bytes read\n''\n");
          assertThat(put(writer, "eins")).isEqualTo("5 bytes written\n");
          assertThat(put(writer, "zw\u00f6lf")).isEqualTo("7 bytes written\n");
          assertThat(take(reader)).isEqualTo("12 bytes read\n'eins'\n");
          writer.type("Quit this\n");
          assertThat(writer.rest()).isEqualTo("10 bytes written\n");
          assertThat(writer.code()).isZero();
          assertThat(take(reader)).isEqualTo("10 bytes read\n'Quit this'\n");
          reader.type("quit\n");
          assertThat(reader.rest()).isEmpty();
          assertThat(reader.code()).isZero();
        });
  }

  @Test
  void endOfInputEndsBoth() throws Exception {
    together(
        "HELLO",
        "HELLO",
        (writer, reader) -> {
          writer.endInput();
          assertThat(writer.rest()).isEmpty();
          assertThat(writer.code()).isZero();
          reader.endInput();
          assertThat(reader.rest()).isEmpty();
          assertThat(reader.code()).isZero();
        });
  }

  @Test
  void theRingWrapsAroundAndKeepsEveryByte() throws Exception {
    OriginalPipe model = new OriginalPipe();
    together(
        "RING",
        "Ring",
        (writer, reader) -> {
          for (int round = 0; round < 8; round++) {
            String line = "round" + round + OriginalPipe.pattern(round, 690);
            assertThat(put(writer, line)).isEqualTo(model.put(line));
            for (int reads = 0; reads < 3; reads++) {
              assertThat(take(reader)).isEqualTo(model.take());
            }
          }
          assertThat(model.isEmpty()).as("the last reads have seen the end").isTrue();
        });
  }

  @Test
  void aFullPipeTakesWhatFitsAndThenNothing() throws Exception {
    OriginalPipe model = new OriginalPipe();
    together(
        "FULL",
        "full",
        (writer, reader) -> {
          Consumer<String> same = said -> assertThat(said).isEqualTo(model.take());
          for (int i = 0; i < 7; i++) {
            String line = OriginalPipe.pattern(i, 249);
            assertThat(put(writer, line))
                .isEqualTo("250 bytes written\n")
                .isEqualTo(model.put(line));
          }
          String last = OriginalPipe.pattern(7, 400);
          assertThat(put(writer, last)).isEqualTo("249 bytes written\n").isEqualTo(model.put(last));
          assertThat(put(writer, "more")).isEqualTo("0 bytes written\n");
          for (int i = 0; i < 9; i++) {
            same.accept(take(reader));
          }
          assertThat(put(writer, "again")).isEqualTo("6 bytes written\n");
          assertThat(take(reader)).isEqualTo("6 bytes read\n'again'\n");
        });
  }

  @Test
  void aLineLongerThanTheReadersBufferComesInPieces() throws Exception {
    String line = OriginalPipe.pattern(3, 600);
    together(
        "LONG",
        "LONG",
        (writer, reader) -> {
          assertThat(put(writer, line)).isEqualTo("601 bytes written\n");
          assertThat(take(reader)).isEqualTo("256 bytes read\n'" + line.substring(0, 256) + "'\n");
          assertThat(take(reader))
              .isEqualTo("256 bytes read\n'" + line.substring(256, 512) + "'\n");
          assertThat(take(reader)).isEqualTo("89 bytes read\n'" + line.substring(512) + "'\n");
          assertThat(put(writer, line.repeat(4))).isEqualTo("1999 bytes written\n");
        });
  }

  @Test
  void otherNamesAreSeparate() throws Exception {
    together(
        "HELLO",
        "HELLO2",
        (writer, reader) -> {
          assertThat(put(writer, "for HELLO")).isEqualTo("10 bytes written\n");
          assertThat(take(reader)).isEqualTo("0 bytes read\n''\n");
        });
  }
}
