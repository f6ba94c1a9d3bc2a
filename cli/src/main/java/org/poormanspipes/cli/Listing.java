package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Json;

/// What listings share: `--json`, and the look of single things.
final class Listing {

  static final Option JSON = Option.flag("--json", "Prints JSON.");

  private static final String NONE = "-";

  private Listing() {}

  /// Prints one thing: as JSON, or a line for each of its values.
  static void details(Attributes thing, boolean json, Stdio io) throws OutputException {
    if (json) {
      io.println(Json.object(thing));
    } else {
      lines("", thing, io);
    }
  }

  private static void lines(String prefix, Attributes thing, Stdio io) throws OutputException {
    for (Map.Entry<String, Object> entry : thing.asMap().entrySet()) {
      String name = prefix + entry.getKey();
      if (entry.getValue() instanceof Attributes nested) {
        lines(name + ".", nested, io);
      } else {
        io.println(name + ": " + PipeName.printable(entry.getValue().toString()));
      }
    }
  }

  /// Prints rows as JSON.
  static void json(List<Attributes> rows, Stdio io) throws OutputException {
    io.println(Json.array(rows));
  }

  /// A value for a cell of a table.
  static String cell(Attributes row, String name) {
    String text = row.text(name);
    return text == null || text.isEmpty() ? NONE : text;
  }

  /// The name of a pipe or device for a person, never empty.
  static String name(Attributes row) {
    String name = row.text("name");
    if (name == null) {
      return "(number " + cell(row, "number") + ")";
    }
    return name.isEmpty() ? "(unnamed)" : PipeName.printable(name);
  }

  /// Things by name, without regard to case.
  static List<Attributes> sorted(List<Attributes> things) {
    List<Named> named = new ArrayList<>(things.size());
    for (Attributes thing : things) {
      named.add(new Named(name(thing), thing));
    }
    Collections.sort(named);
    List<Attributes> sorted = new ArrayList<>(named.size());
    for (Named one : named) {
      sorted.add(one.thing);
    }
    return sorted;
  }

  /// A thing whose name is worked out once, not at each comparison.
  private record Named(String name, Attributes thing) implements Comparable<Named> {

    @Override
    public int compareTo(Named that) {
      int order = name.compareToIgnoreCase(that.name);
      return order != 0 ? order : name.compareTo(that.name);
    }
  }

  /// Whether the thing does not hold what it should.
  static boolean damaged(Attributes row) {
    return row.text("damage") != null;
  }

  /// The line for a damaged thing.
  static String damage(Attributes row) {
    return "! " + name(row) + "  " + PipeName.printable(cell(row, "damage"));
  }
}
