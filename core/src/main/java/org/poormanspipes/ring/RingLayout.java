package org.poormanspipes.ring;

/// Where the control part of a ring keeps what, relative to its first byte. Lines are 64 bytes,
/// pairs of lines 128, because processors fetch lines in pairs.
///
/// ```
///   0x000  head line      +0 head          +8 generation
///   0x080  writers' line  +0..31 left to the writers' mutex
///                         +32 frame tail   +40 sequence   +48 joins
///   0x100  tail line      +0 byte tail
///   0x180  floor line     +0 floor
///   0x200  bias line      +0 busy          +4 revoke
///   0x280  end
/// ```
///
/// *Head*: the position that readers claim next. *Generation*: the number of the storage's file; it
/// shares the head's line, so a reader that loads it after the head sees a move of the storage.
/// *Frame tail* and *sequence*: where the next message goes and what number it gets; only writers
/// look, under their mutex, which shares the line. *Byte tail*: the end of what a byte ring has
/// committed; readers poll it, so it has a line of its own. *Floor*: the oldest position that
/// survives in a broadcast ring. *Joins*: how often a reader joined one. *Busy* and *revoke*: the
/// bias of an exclusive writer, reserved.
public final class RingLayout {

  /// The position that readers claim next, 8 bytes.
  public static final int HEAD = 0x000;

  /// The number of the storage's file, 8 bytes.
  public static final int GENERATION = 0x008;

  /// The first of the bytes that the writers' mutex may use.
  public static final int MUTEX = 0x080;

  /// Where the next message goes, 8 bytes.
  public static final int FRAME_TAIL = 0x0a0;

  /// The number that the next message gets, 8 bytes.
  public static final int SEQUENCE = 0x0a8;

  /// How often a reader joined a broadcast ring, 8 bytes.
  public static final int JOINS = 0x0b0;

  /// The end of what a byte ring has committed, 8 bytes.
  public static final int BYTE_TAIL = 0x100;

  /// The oldest position that survives in a broadcast ring, 8 bytes.
  public static final int FLOOR = 0x180;

  /// Set by an exclusive writer while it writes, 4 bytes.
  public static final int BUSY = 0x200;

  /// Set by whoever wants an exclusive writer to take the mutex, 4 bytes.
  public static final int REVOKE = 0x204;

  /// The bytes of the control part.
  public static final int SIZE = 0x280;

  private RingLayout() {}
}
