package org.poormanspipes.ring;

/// Where the control part of a ring keeps what, relative to its first byte. Lines are 64 bytes,
/// pairs of lines 128, because processors fetch lines in pairs.
///
/// ```
///   0x000  head line      +0 head          +8 generation
///   0x080  writers' line  +0..39 left to the writers' mutex
///                         +40 frame tail   +48 sequence   +56 joins
///                         +64 generation, for writers    +72 peak
///   0x100  tail line      +0 byte tail
///   0x180  floor line     +0 floor
///   0x200  end
/// ```
///
/// *Head*: the position that readers claim next. *Generation*: the number of the storage's file; it
/// shares the head's line, so a reader that loads it after the head sees a move of the storage;
/// writers have a copy of their own, because the head's line is the readers'.
/// *Frame tail* and *sequence*: where the next message goes and what number it gets; only writers
/// look, under their mutex, which shares the line. *Byte tail*: the end of what a byte ring has
/// committed; readers poll it, so it has a line of its own. *Floor*: the oldest position that
/// survives in a broadcast ring. *Joins*: how often a reader joined one. *Peak*: the most that the
/// ring ever held, for onlookers.
public final class RingLayout {

  /// The position that readers claim next, 8 bytes.
  public static final int HEAD = 0x000;

  /// The number of the storage's file, 8 bytes.
  public static final int GENERATION = 0x008;

  /// The first of the bytes that the writers' mutex may use.
  public static final int MUTEX = 0x080;

  /// Where the next message goes, 8 bytes.
  public static final int FRAME_TAIL = 0x0a8;

  /// The number that the next message gets, 8 bytes.
  public static final int SEQUENCE = 0x0b0;

  /// How often a reader joined a broadcast ring, 8 bytes.
  public static final int JOINS = 0x0b8;

  /// The number of the storage's file, for writers, 8 bytes.
  public static final int WRITERS_GENERATION = 0x0c0;

  /// The most bytes that the ring ever held, 8 bytes.
  public static final int PEAK = 0x0c8;

  /// The end of what a byte ring has committed, 8 bytes.
  public static final int BYTE_TAIL = 0x100;

  /// The oldest position that survives in a broadcast ring, 8 bytes.
  public static final int FLOOR = 0x180;

  /// The bytes of the control part.
  public static final int SIZE = 0x200;

  private RingLayout() {}
}
