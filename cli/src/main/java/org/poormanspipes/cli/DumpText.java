package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;

/// Prints a dump: the blocks, in each its parts, in each a line for each field, and after them what
/// can hardly be right.
final class DumpText {

  private final Stdio io;
  private final List<String> doubts = new ArrayList<>();
  private String block = "";
  private String part = "";

  DumpText(Stdio io) {
    this.io = io;
  }

  void print(List<Attributes> rows) throws OutputException {
    int names = 0;
    int types = 0;
    for (Attributes row : rows) {
      names = Math.max(names, text(row, "field").length());
      types = Math.max(types, text(row, "type").length());
    }
    String format = "  +0x%05x %-" + names + "s  %-" + Math.max(1, types) + "s  %s%s";
    for (Attributes row : rows) {
      heading(row);
      String meaning = text(row, "meaning");
      String value = text(row, "value");
      io.println(
          String.format(
                  Locale.ROOT,
                  format,
                  row.number("offset"),
                  text(row, "field"),
                  text(row, "type"),
                  value,
                  meaning.isEmpty() ? "" : "  (" + meaning + ")")
              .stripTrailing());
      if (row.text("doubt") != null) {
        String what = "! " + block + (part.isEmpty() ? "" : " " + part) + ": ";
        doubts.add(what + text(row, "field") + " " + value + " " + text(row, "doubt"));
      }
    }
    for (String doubt : doubts) {
      io.println(doubt);
    }
  }

  private void heading(Attributes row) throws OutputException {
    if (!block.equals(text(row, "block"))) {
      block = text(row, "block");
      part = "";
      io.println(block);
    }
    if (!part.equals(text(row, "part"))) {
      part = text(row, "part");
      io.println(" " + part);
    }
  }

  private static String text(Attributes row, String name) {
    String text = row.text(name);
    return text == null ? "" : PipeName.printable(text);
  }
}
