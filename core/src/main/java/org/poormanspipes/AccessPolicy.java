package org.poormanspipes;

/// Who may use a pipe, by a word.
public enum AccessPolicy {
  /// The same user only: mode 0600.
  USER(0600),
  /// The user and the group: mode 0660.
  GROUP(0660),
  /// Everybody: mode 0666.
  ANYONE(0666),
  /// Root only: its memory is root's, mode 0600. Only root may set it.
  ROOT(0600),
  /// Registered users, groups and programs only, which come through the mount.
  REGISTERED(0666),
  /// Whoever the mode lets in, where no word fits it.
  MODE(-1);

  private final int mode;

  AccessPolicy(int mode) {
    this.mode = mode;
  }

  /// The permissions that go with it; of a registered pipe those that its file in the mount shows.
  ///
  /// @return as of a file; -1 for [#MODE], which says nothing of them
  public int mode() {
    return mode;
  }

  /// Whether file permissions say it all.
  ///
  /// @return false for the policies that need more: root and registered
  public boolean isMode() {
    return this != ROOT && this != REGISTERED;
  }

  /// The word for permissions.
  ///
  /// @param mode as of a file
  /// @return the policy that says the same; [#MODE] if there is none
  public static AccessPolicy of(int mode) {
    return switch (mode) {
      case 0600 -> USER;
      case 0660 -> GROUP;
      case 0666 -> ANYONE;
      default -> MODE;
    };
  }
}
