package org.poormanspipes.mutex;

import java.util.Locale;

/// What a thread waits for; others can see it.
public enum WaitReason {
  /// It does not wait.
  NONE(0),
  /// For something to read.
  DATA(1),
  /// For room to write.
  ROOM(2),
  /// For a lock.
  LOCK(3);

  private final int code;
  private final String word = name().toLowerCase(Locale.ROOT);

  WaitReason(int code) {
    this.code = code;
  }

  /// What listings call it.
  ///
  /// @return its name in lower case
  public String word() {
    return word;
  }

  /// The number by which shared memory names the reason.
  ///
  /// @return the number
  public int code() {
    return code;
  }

  /// The reason for a number from shared memory.
  ///
  /// @param code a [#code()], or anything
  /// @return the reason, `NONE` for a number that means nothing
  public static WaitReason of(int code) {
    return switch (code) {
      case 1 -> DATA;
      case 2 -> ROOM;
      case 3 -> LOCK;
      default -> NONE;
    };
  }
}
