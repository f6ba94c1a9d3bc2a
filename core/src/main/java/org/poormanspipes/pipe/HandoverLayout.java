package org.poormanspipes.pipe;

/// The message with which an unnamed pipe is handed over, little-endian; the descriptors travel
/// with its first byte.
///
/// ```
///   0x00  "PMPPASS\n"
///   0x08  version  answer
///   0x10  number of the pipe
///   0x18  layout version of the blocks  count of descriptors
///   0x20  end
/// ```
final class HandoverLayout {

  static final int MAGIC = 0x00;
  static final int VERSION = 0x08;
  static final int ANSWER = 0x0c;
  static final int NUMBER = 0x10;
  static final int BLOCK_VERSION = 0x18;
  static final int DESCRIPTORS = 0x1c;
  static final int SIZE = 0x20;

  /// `PMPPASS` and a newline, as they lie in memory.
  static final long MAGIC_VALUE = 0x0a53_5341_5050_4d50L;

  static final int CURRENT_VERSION = 1;

  /// The answer: here it is.
  static final int HANDED = 0;

  /// The answer: you may not have it. No descriptors come.
  static final int REFUSED = 1;

  private HandoverLayout() {}
}
