package org.poormanspipes.stop;

/// How the survivors first meet what a death left.
enum Contact {
  /// A handle that was open before the death writes.
  HELD_WRITE,
  /// A handle that was open before the death reads.
  HELD_READ,
  /// A reader was asleep, and a writer opens the pipe.
  SLEEPING,
  /// Nobody had the pipe open; somebody opens it.
  FRESH,
  /// Nobody had the pipe open; somebody lists the device.
  LISTED;

  /// Whether survivors have handles before the death.
  boolean held() {
    return this == HELD_WRITE || this == HELD_READ || this == SLEEPING;
  }
}
