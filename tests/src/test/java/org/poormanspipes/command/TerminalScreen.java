package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jline.utils.ScreenTerminal;
import org.poormanspipes.testing.Eventually;

/// What a person sees who sits at a terminal: an emulator is given what the program printed.
final class TerminalScreen {
  private final Talk talk;
  private final int columns;
  private final int rows;

  TerminalScreen(Talk talk, int columns, int rows) {
    this.talk = talk;
    this.columns = columns;
    this.rows = rows;
  }

  /// The lines of the screen, without spaces at their ends.
  List<String> lines() {
    ScreenTerminal terminal = new ScreenTerminal(columns, rows);
    terminal.write(new String(talk.bytes().getBytes(ISO_8859_1), UTF_8));
    long[] cells = new long[columns * rows];
    terminal.dump(cells, new int[2]);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int character = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
        // The second half of a wide one has none.
        if (character != 0) {
          line.appendCodePoint(character);
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /// Waits for a line.
  ///
  /// @return the first such line
  String until(String what, Predicate<String> line) throws Exception {
    Eventually.holds(what + " is on the screen", () -> lines().stream().anyMatch(line));
    return lines().stream().filter(line).findFirst().orElse("");
  }
}
