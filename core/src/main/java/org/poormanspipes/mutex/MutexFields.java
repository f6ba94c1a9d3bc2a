package org.poormanspipes.mutex;

import java.util.List;
import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;

/// The fields of [MutexLayout], for people.
public final class MutexFields {

  /// All of them.
  public static final List<Field> ALL =
      List.of(
          Field.int32("word", MutexLayout.WORD, "who has it", MutexFields::word),
          Field.id("turns", MutexLayout.TURNS, "how often it was taken"),
          Field.count("contended", MutexLayout.CONTENDED, "how often one had to wait for it"),
          Field.count("abandoned", MutexLayout.ABANDONED, "how often a change was left half done"),
          Field.count("repaired", MutexLayout.REPAIRED, "how much of that is put right"),
          Field.int32("bias", MutexLayout.BIAS, "who goes in without the word", MutexFields::bias));

  private MutexFields() {}

  private static Shown word(long value) {
    return owner((int) value, MutexLayout.WAITERS, "free", ", others wait");
  }

  private static Shown bias(long value) {
    return owner((int) value, MutexLayout.REVOKED, "nobody", ", but not any more");
  }

  private static Shown owner(int word, int bit, String none, String more) {
    int owner = word & MutexLayout.OWNER;
    return Shown.of(
        "0x"
            + Integer.toHexString(word)
            + " "
            + (owner == 0 ? none : "slot " + (owner - 1))
            + ((word & bit) != 0 ? more : ""));
  }
}
