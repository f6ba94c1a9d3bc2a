package org.poormanspipes.ring;

/// What the header of a frame says, for an onlooker.
///
/// @param sequence the low 32 bits of the message's number
/// @param length how many bytes its payload has
/// @param committed whether it may be read
public record FrameHeader(long sequence, long length, boolean committed) {

  /// What a header says.
  ///
  /// @param header the 8 bytes
  /// @return its parts
  public static FrameHeader of(long header) {
    return new FrameHeader(
        FrameLayout.sequence(header), FrameLayout.length(header), FrameLayout.isCommitted(header));
  }

  /// Whether this is the number that follows another.
  ///
  /// @param before the header before it
  /// @return true if nothing is missing between them
  public boolean follows(FrameHeader before) {
    return (int) sequence == (int) before.sequence + 1;
  }
}
