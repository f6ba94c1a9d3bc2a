package org.poormanspipes.pool;

import java.util.List;
import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;

/// The fields of an entry of [AccountsLayout], for people.
public final class AccountsFields {

  /// All of them.
  public static final List<Field> ENTRY =
      List.of(
          Field.int32("tag", AccountsLayout.TAG, "what the blocks are for", AccountsFields::tag),
          Field.choice("type", AccountsLayout.TYPE, "of the memory", "paged", "pinned"),
          Field.count("allocs", AccountsLayout.ALLOCS, "blocks that were made"),
          Field.count("frees", AccountsLayout.FREES, "blocks that were given back"),
          Field.count("bytes", AccountsLayout.BYTES, "in use, in whole pages"),
          Field.count("peak", AccountsLayout.PEAK, "the most bytes that were in use"));

  private AccountsFields() {}

  private static Shown tag(long value) {
    return Shown.of("0x" + Integer.toHexString((int) value) + " '" + new Tag((int) value) + "'");
  }
}
