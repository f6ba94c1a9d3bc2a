package org.poormanspipes.pool;

import java.util.List;
import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;

/// The fields of [BlockLayout], for people.
public final class BlockFields {

  /// Where a block tells its size.
  public static final int SIZE = BlockLayout.SIZE;

  private BlockFields() {}

  /// The header of a block.
  ///
  /// @param tag what it should be for
  /// @param fileSize how large its file is
  /// @return the fields
  public static List<Field> header(Tag tag, long fileSize) {
    return List.of(
        Field.int64("magic", BlockLayout.MAGIC, "PMPBLOCK", value -> magic(value)),
        Field.int32("version", BlockLayout.VERSION, "of the layout", BlockFields::version),
        Field.int32("tag", BlockLayout.TAG, "what the block is for", value -> tag(value, tag)),
        Field.int64("size", BlockLayout.SIZE, "of the block", value -> size(value, fileSize)),
        Field.choice("type", BlockLayout.TYPE, "of the memory", "paged", "pinned"),
        Field.int64("guard", BlockLayout.GUARD, "GURD and the tag", value -> guard(value, tag)));
  }

  /// The guard at the end of a block.
  ///
  /// @param tag what the block should be for
  /// @return the field, at 0
  public static Field trailer(Tag tag) {
    return Field.int64("guard", 0, "GURD and the tag", value -> guard(value, tag));
  }

  private static Shown magic(long value) {
    return new Shown(
        "0x" + Long.toHexString(value),
        value == BlockLayout.MAGIC_VALUE ? null : "is not what blocks begin with");
  }

  private static Shown version(long value) {
    return new Shown(
        Long.toString(value),
        value == BlockLayout.CURRENT_VERSION
            ? null
            : "is not the version that this program knows, " + BlockLayout.CURRENT_VERSION);
  }

  private static Shown tag(long value, Tag expected) {
    Tag found = new Tag((int) value);
    return new Shown(
        "0x" + Integer.toHexString((int) value) + " '" + found + "'",
        found.equals(expected) ? null : "is not '" + expected + "'");
  }

  private static Shown size(long value, long fileSize) {
    String doubt = null;
    if (value < BlockLayout.OVERHEAD || value % Long.BYTES != 0) {
      doubt = "is no size that a block can have";
    } else if (value > fileSize) {
      doubt = "is more than the file's " + fileSize + " bytes";
    }
    return new Shown(Long.toString(value), doubt);
  }

  private static Shown guard(long value, Tag tag) {
    return new Shown(
        "0x" + Long.toHexString(value),
        value == BlockLayout.guard(tag.code())
            ? null
            : "was overrun: it is not 0x" + Long.toHexString(BlockLayout.guard(tag.code())));
  }
}
