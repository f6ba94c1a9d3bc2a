package org.poormanspipes.pipe;

import java.util.Locale;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The name of a device: how it is spelled, and the directory that it stands for. Compared without
/// case.
///
/// @param spelling as the caller spelled it
record DeviceName(String spelling) {

  static DeviceName parse(String text) throws DeviceException {
    if (text.isEmpty()) {
      throw invalid(text, "it is empty");
    }
    if (text.length() > DeviceLayout.MAX_NAME) {
      throw invalid(
          text, "it has " + text.length() + " characters, the limit is " + DeviceLayout.MAX_NAME);
    }
    if (!text.chars().allMatch(DeviceName::isAllowed) || !isLetterOrDigit(text.charAt(0))) {
      throw invalid(
          text,
          "it consists of letters, digits, '.', '_' and '-', and begins with one of the first");
    }
    return new DeviceName(text);
  }

  /// The name of its directory, or of the link that leads there.
  String directory() {
    return spelling.toLowerCase(Locale.ROOT);
  }

  private static boolean isAllowed(int c) {
    return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static DeviceException invalid(String name, String why) {
    return new DeviceException(
        Kind.INVALID, "'" + PipeName.printable(name) + "' can't be the name of a device: " + why);
  }
}
