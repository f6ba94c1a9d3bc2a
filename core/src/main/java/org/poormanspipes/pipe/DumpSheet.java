package org.poormanspipes.pipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Words;

/// What a dump shows: a row for each field, with the block and the part of it that the field is in.
final class DumpSheet {

  /// What is not there.
  private static final String NONE = "-";

  private final List<Attributes> rows = new ArrayList<>();
  private String block = "";
  private String part = "";

  List<Attributes> rows() {
    return rows;
  }

  /// Another block, of which the first row tells the file.
  void block(String name, BlockCopy copy) {
    FileStatus status = copy.status();
    String doubt = null;
    if (!status.isRegular()) {
      doubt = "is not a regular file";
    } else if (status.links() > 1) {
      doubt = "is a file with " + status.links() + " names, and must have one";
    }
    block(name);
    row(
        0,
        "file",
        status.size() + " bytes",
        copy.file().toString(),
        String.format(
            Locale.ROOT,
            "mode %04o, uid %d, gid %d",
            status.permissions(),
            Integer.toUnsignedLong(status.uid()),
            Integer.toUnsignedLong(status.gid())),
        doubt);
  }

  /// Another block, of which there is nothing but what the next rows say.
  void block(String name) {
    block = name;
    part = "";
  }

  /// Another part of the block.
  void part(String name) {
    part = name;
  }

  /// Another part of the block, and its fields.
  ///
  /// @param base where in the copy it begins
  void part(String name, BlockCopy copy, long base, List<Field> fields) {
    part(name);
    fields(copy, base, fields);
  }

  /// More fields of the part.
  void fields(BlockCopy copy, long base, List<Field> fields) {
    for (Field field : fields) {
      field(copy, base, field);
    }
  }

  void field(BlockCopy copy, long base, Field field) {
    if (copy.has(base + field.offset(), field.size())) {
      field(copy.words(), base, base + field.offset(), field);
    } else {
      String end = "lies beyond the end of the file, which has " + copy.size() + " bytes";
      row(base + field.offset(), field, new Shown(NONE, end));
    }
  }

  /// A field in memory of its own.
  ///
  /// @param offset where it lies in its file
  void field(Words memory, long base, long offset, Field field) {
    row(offset, field, field.show(memory, base));
  }

  private void row(long offset, Field field, Shown shown) {
    String type = field.type().name(field.size());
    row(offset, field.name(), type, shown.value(), field.meaning(), shown.doubt());
  }

  /// What is no field, but follows from several.
  ///
  /// @param offset where in the file what it is about begins
  /// @param doubt a verb and what follows it, or null
  void row(
      long offset, String name, String type, String value, String meaning, @Nullable String doubt) {
    rows.add(
        Attributes.builder()
            .with("block", block)
            .with("part", part)
            .with("offset", offset)
            .with("field", name)
            .with("type", type)
            .with("value", value)
            .with("meaning", meaning)
            .with("doubt", doubt)
            .build());
  }

  /// Something to say that is no field's.
  void note(String name, String value, @Nullable String doubt) {
    row(0, name, "", value, "", doubt);
  }
}
