package org.poormanspipes.pool;

/// Where the accounts keep what, relative to their first byte: a table of 16 entries of 64 bytes.
///
/// ```
///   0      4      8         16        24        32        40              64
///   +------+------+---------+---------+---------+---------+---------------+
///   | tag  | type | allocs  |  frees  |  bytes  |  peak   |      (0)      |
///   +------+------+---------+---------+---------+---------+---------------+
/// ```
public final class AccountsLayout {

  static final int TAG = 0;
  static final int TYPE = 4;
  static final int ALLOCS = 8;
  static final int FREES = 16;
  static final int BYTES = 24;
  static final int PEAK = 32;

  /// The bytes of an entry.
  public static final int ENTRY = 64;

  /// How many pairs of tag and type there can be.
  public static final int ENTRIES = 16;

  /// The bytes of the table.
  public static final int SIZE = ENTRY * ENTRIES;

  private AccountsLayout() {}
}
