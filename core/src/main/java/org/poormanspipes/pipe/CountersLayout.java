package org.poormanspipes.pipe;

/// What a handle moved, or all handles that are closed: five counters of 8 bytes.
final class CountersLayout {

  static final int BYTES_IN = 0;
  static final int BYTES_OUT = 8;
  static final int MESSAGES_IN = 16;
  static final int MESSAGES_OUT = 24;
  static final int REFUSED = 32;

  static final int SIZE = 40;

  private CountersLayout() {}
}
