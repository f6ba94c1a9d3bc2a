package org.poormanspipes.pool;

/// Where the accounts of users keep what, relative to their first byte: a table of 512 entries of
/// 32 bytes.
///
/// ```
///   0       4      8         16        24        32
///   +-------+------+---------+---------+---------+
///   | state | uid  |  pipes  |  bytes  |  peak   |
///   +-------+------+---------+---------+---------+
/// ```
public final class UserAccountsLayout {

  static final int STATE = 0;
  static final int UID = 4;
  static final int PIPES = 8;
  static final int BYTES = 16;
  static final int PEAK = 24;

  /// The bytes of an entry.
  public static final int ENTRY = 32;

  static final int FREE = 0;
  static final int USED = 1;

  /// How many users can have something at a time.
  public static final int ENTRIES = 512;

  /// The bytes of the table.
  public static final int SIZE = ENTRY * ENTRIES;

  private UserAccountsLayout() {}
}
