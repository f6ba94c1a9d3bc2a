package org.poormanspipes.ring;

/// A frame of a message ring: a header of 8 bytes, the payload, and padding to a multiple of 8.
///
/// ```
///   63                           32  31           30                              0
///   [ sequence number             ][ committed ][ length of the payload, in bytes ]
/// ```
///
/// A header is written by one store, and committing a frame is that store.
public final class FrameLayout {

  /// The bytes of a header; also what a message costs besides its payload, before rounding.
  public static final int HEADER = 8;

  /// Frames begin at multiples of this.
  public static final int ALIGNMENT = 8;

  /// The longest payload that a header can tell.
  public static final int MAX_LENGTH = 0x7fff_ffff;

  private static final long COMMITTED = 0x8000_0000L;
  private static final int SEQUENCE_SHIFT = 32;

  private FrameLayout() {}

  static long committed(long sequence, long length) {
    return sequence << SEQUENCE_SHIFT | COMMITTED | length;
  }

  static long uncommitted(long sequence) {
    return sequence << SEQUENCE_SHIFT;
  }

  static boolean isCommitted(long header) {
    return (header & COMMITTED) != 0;
  }

  static long length(long header) {
    return header & MAX_LENGTH;
  }

  /// The low 32 bits of the sequence number.
  static long sequence(long header) {
    return header >>> SEQUENCE_SHIFT;
  }

  /// What a payload takes in the ring.
  ///
  /// @param length the payload's length in bytes
  /// @return the frame's length in bytes
  public static long frame(long length) {
    return HEADER + roundUp(length);
  }

  /// The longest payload that goes into a capacity. Frames are whole multiples of 8, so a capacity
  /// that is not one loses its odd bytes.
  ///
  /// @param capacity in bytes
  /// @return bytes
  public static long largest(long capacity) {
    return Math.min((capacity & -ALIGNMENT) - HEADER, MAX_LENGTH);
  }

  static boolean isAligned(long position) {
    return position % ALIGNMENT == 0;
  }

  static long roundUp(long length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
