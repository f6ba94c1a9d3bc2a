package org.poormanspipes.cli.top;

/// One pipe, and what happened to it between two looks.
///
/// @param pipe as of the second look
/// @param in what is written each second
/// @param out what is read each second
/// @param lost what was lost or overwritten since the first of all looks: bytes, or messages
public record Row(PipeFigures pipe, Rate in, Rate out, long lost) {

  /// How much moves each second.
  ///
  /// @param bytes bytes a second, [#UNKNOWN] until there were two looks
  /// @param messages messages a second, of a stream calls
  public record Rate(double bytes, double messages) {

    /// Of a pipe that was seen once.
    public static final double UNKNOWN = -1;

    static final Rate NONE = new Rate(UNKNOWN, UNKNOWN);

    /// Whether there were two looks.
    ///
    /// @return false if the figures mean nothing
    public boolean isKnown() {
      return bytes >= 0;
    }
  }
}
