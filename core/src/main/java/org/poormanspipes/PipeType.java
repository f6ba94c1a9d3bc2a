package org.poormanspipes;

/// What a pipe carries; fixed when it is created.
public enum PipeType {
  /// A stream of bytes without boundaries.
  BYTE,
  /// Messages whose boundaries are kept; an empty message is a message.
  MESSAGE
}
