package org.poormanspipes.cli;

import java.util.List;
import org.poormanspipes.cli.top.Row;

/// What `pmp top` prints where nobody presses keys: plain numbers, for programs too.
final class TopTable {

  private TopTable() {}

  static void print(List<Row> rows, Stdio io) throws OutputException {
    Table table =
        new Table(
            "TYPE",
            "DELIVERY",
            ">CAPACITY",
            ">USED",
            ">IN/s",
            ">OUT/s",
            ">MSG-IN/s",
            ">MSG-OUT/s",
            ">READERS",
            ">WRITERS",
            ">WAITING",
            ">LOST",
            "NAME");
    for (Row row : rows) {
      if (row.pipe().damage() == null) {
        table.row(
            row.pipe().traits().type(),
            row.pipe().traits().delivery(),
            Long.toString(row.pipe().capacity()),
            Long.toString(row.pipe().used()),
            figure(row.in().bytes()),
            figure(row.out().bytes()),
            figure(row.in().messages()),
            figure(row.out().messages()),
            Long.toString(row.pipe().handles().readers()),
            Long.toString(row.pipe().handles().writers()),
            Long.toString(row.pipe().handles().waiting()),
            Long.toString(row.lost()),
            row.pipe().label());
      }
    }
    table.print(io);
    for (Row row : rows) {
      if (row.pipe().damage() != null) {
        io.println("! " + row.pipe().label() + "  " + row.pipe().damage());
      }
    }
  }

  private static String figure(double each) {
    return each < 0 ? "-" : Long.toString(Math.round(each));
  }
}
