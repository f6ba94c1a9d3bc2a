package org.poormanspipes.cli;

/// What the help of `pmp` itself ends with.
final class Overview {

  static final String EXIT_CODES =
      "0 done, 1 failed, 2 wrong usage, 3 nothing came or not all was taken in the time given,"
          + " or busy.";

  /// Lines as picocli wants them.
  static final String[] FOOTER = {
    "",
    "Two terminals:   pmp read HELLO        pmp write HELLO -m hi",
    "See it at work:  pmp demo",
    "One command:     pmp help read",
    "",
    "Exit codes: " + EXIT_CODES,
  };

  private Overview() {}
}
