package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  private final Streams streams = new Streams("");

  @Test
  void columnsAreAlignedAndNumbersStandToTheRight() throws OutputException {
    Table table = new Table("NAME", ">USED", "MODE");
    table.row("a", "5", "0600");
    table.row("longer", "12345678", "0660");
    table.print(streams.io());
    streams.io().flush();
    assertThat(streams.out())
        .isEqualTo(
            """
            NAME        USED  MODE
            a              5  0600
            longer  12345678  0660
            """);
  }

  @Test
  void lastColumnIsNotPadded() throws OutputException {
    Table table = new Table("A", "NAME");
    table.row("x", "n");
    table.print(streams.io());
    streams.io().flush();
    assertThat(streams.out()).isEqualTo("A  NAME\nx  n\n");
  }

  @Test
  void withoutRowsThereIsNoHeading() throws OutputException {
    new Table("A").print(streams.io());
    streams.io().flush();
    assertThat(streams.out()).isEmpty();
  }

  @Test
  void whatTheTerminalWouldObeyIsReplaced() throws OutputException {
    Table table = new Table("A");
    table.row("x\u001b[2Jy\n");
    table.print(streams.io());
    streams.io().flush();
    assertThat(streams.out()).isEqualTo("A\nx?[2Jy?\n");
  }

  @Test
  void missingCellIsAMistake() {
    assertThatThrownBy(() -> new Table("A", "B").row("x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
