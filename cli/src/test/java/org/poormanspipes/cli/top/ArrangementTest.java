package org.poormanspipes.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {

  private final List<Row> rows =
      new Rates()
          .next(
              Pipes.look(
                  1,
                  Pipes.named("beta").with("used", 900).with("readers", 1),
                  Pipes.named("Alpha").with("used", 100).with("waiting", 2).with("capacity", 4000),
                  Pipes.named("gamma").with("used", 900).with("writers", 5)));

  @Test
  void namesAreSortedWithoutRegardToCase() {
    assertThat(names(Column.NAME, false)).containsExactly("Alpha", "beta", "gamma");
    assertThat(names(Column.NAME, true)).containsExactly("gamma", "beta", "Alpha");
  }

  @Test
  void figuresComeLargestFirstAndEqualsByName() {
    assertThat(names(Column.FILL, false)).containsExactly("beta", "gamma", "Alpha");
    assertThat(names(Column.FILL, true)).containsExactly("Alpha", "beta", "gamma");
    assertThat(names(Column.OPEN, false)).containsExactly("gamma", "beta", "Alpha");
    assertThat(names(Column.WAIT, false)).containsExactly("Alpha", "beta", "gamma");
    assertThat(names(Column.CAPACITY, false)).containsExactly("Alpha", "beta", "gamma");
  }

  @Test
  void theFilterIsASubstringWithoutRegardToCase() {
    List<Row> shown = new Arrangement(Column.NAME, false, "AMM").of(rows);
    assertThat(shown).extracting(row -> row.pipe().label()).containsExactly("gamma");
    assertThat(new Arrangement(Column.NAME, false, "x").of(rows)).isEmpty();
  }

  @Test
  void columnsGoRound() {
    assertThat(Column.NAME.beside(-1)).isEqualTo(Column.LOST);
    assertThat(Column.LOST.beside(1)).isEqualTo(Column.NAME);
  }

  private List<String> names(Column column, boolean reversed) {
    return new Arrangement(column, reversed, "")
        .of(rows).stream().map(row -> row.pipe().label()).toList();
  }
}
