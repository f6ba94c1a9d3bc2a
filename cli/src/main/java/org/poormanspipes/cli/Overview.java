package org.poormanspipes.cli;

/// What the help of `pmp` itself ends with.
final class Overview {

  /// Lines as picocli wants them.
  static final String[] FOOTER = {
    "",
    "Two terminals:   pmp read HELLO        pmp write HELLO -m hi",
    "See it at work:  pmp demo",
    "One command:     pmp help read",
    "",
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing came or not all was taken"
        + " in the time given, or busy.",
  };

  private Overview() {}
}
