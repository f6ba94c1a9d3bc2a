package org.poormanspipes.cli;

/// A command's operand.
///
/// @param label what stands for it in the help
/// @param least how many must be given, 0 or 1
/// @param most how many may be given, [#ANY] for no limit
/// @param text what it is, for the help
record Parameter(String label, int least, int most, String text) {

  static final int ANY = Integer.MAX_VALUE;

  static Parameter one(String label, String text) {
    return new Parameter(label, 1, 1, text);
  }

  static Parameter optional(String label, String text) {
    return new Parameter(label, 0, 1, text);
  }

  static Parameter several(String label, String text) {
    return new Parameter(label, 1, ANY, text);
  }
}
