package org.poormanspipes.pool;

/// Where a block keeps what.
///
/// ```
///   0x00         0x08      0x0c   0x10     0x18    0x1c  0x20     0x28     0x40        size-8
///   +------------+---------+------+--------+-------+-----+--------+--------+---------+---------+
///   | "PMPBLOCK" | version | tag  |  size  | type  | (0) | guard  |  (0)   | content |  guard  |
///   +------------+---------+------+--------+-------+-----+--------+--------+---------+---------+
/// ```
///
/// *Version* is of the whole layout, this header and all contents. *Size* counts the whole block. A
/// *guard* is the bytes `G U R D` and the tag.
public final class BlockLayout {

  /// The layout's version; a block of a later one is refused.
  public static final int CURRENT_VERSION = 1;

  /// The bytes `PMPBLOCK`.
  static final long MAGIC_VALUE = 0x4b43_4f4c_4250_4d50L;

  static final int MAGIC = 0x00;
  static final int VERSION = 0x08;
  static final int TAG = 0x0c;
  static final int SIZE = 0x10;
  static final int TYPE = 0x18;
  static final int GUARD = 0x20;

  /// Where a block's content begins.
  public static final int CONTENT = 0x40;

  /// The bytes of the guard at the end.
  public static final int TRAILER = 8;

  /// What a block has besides its content.
  public static final int OVERHEAD = CONTENT + TRAILER;

  private static final long GUARD_VALUE = 0x4452_5547L;

  private BlockLayout() {}

  static long guard(int tag) {
    return (long) tag << Integer.SIZE | GUARD_VALUE;
  }

  /// Where the guard at the end lies.
  ///
  /// @param size the block's size
  /// @return its offset
  public static long trailer(long size) {
    return size - TRAILER;
  }
}
