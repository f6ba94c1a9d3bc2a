package org.poormanspipes.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.poormanspipes.driver.Attributes;

/// The rows of a dump, to ask for single ones.
record Dump(List<Attributes> rows) {

  /// What a field says, up to its explanation.
  String value(String block, String part, String field) {
    return row(block, part, field).text("value").split(" ", 2)[0];
  }

  String shown(String block, String part, String field) {
    return row(block, part, field).text("value");
  }

  private Attributes row(String block, String part, String field) {
    List<Attributes> found =
        rows.stream()
            .filter(row ->
                block.equals(row.text("block"))
                    && part.equals(row.text("part"))
                    && field.equals(row.text("field")))
            .toList();
    assertThat(found).as(block + " " + part + " " + field).hasSize(1);
    return found.getFirst();
  }

  /// How many fields of this name there are in a block's parts of this name.
  long count(String block, String part, String field) {
    return rows.stream()
        .filter(row -> block.equals(row.text("block")))
        .filter(row -> row.text("part").matches(part) && row.text("field").equals(field))
        .count();
  }

  /// All that can hardly be right.
  List<String> doubts() {
    return rows.stream()
        .filter(row -> row.text("doubt") != null)
        .map(row -> row.text("block") + " " + row.text("field") + " " + row.text("doubt"))
        .toList();
  }

  void hasNoDoubts() {
    assertThat(doubts()).isEmpty();
  }
}
