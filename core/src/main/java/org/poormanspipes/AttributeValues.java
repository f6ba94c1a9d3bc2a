package org.poormanspipes;

import java.util.Locale;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Reads the values of properties from text, and says in one sentence what is wrong with one.
public final class AttributeValues {

  private static final int OCTAL = 8;

  private AttributeValues() {}

  /// One of an enumeration's constants, spelled in lower case.
  ///
  /// @param <E> the enumeration
  /// @param type the enumeration
  /// @param name the property, for the sentence
  /// @param value the text
  /// @return the constant
  /// @throws DeviceException of kind `INVALID`, if there is no such constant
  public static <E extends Enum<E>> E constant(Class<E> type, String name, String value)
      throws DeviceException {
    StringBuilder known = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return constant;
      }
      known.append(known.isEmpty() ? "" : ", ").append(word);
    }
    throw invalid(name, value, known.toString());
  }

  /// A size in bytes, or a number.
  ///
  /// @param name the property, for the sentence
  /// @param value the text, as [Sizes#parse] reads it
  /// @return the number
  /// @throws DeviceException of kind `INVALID`, if it is none
  public static long size(String name, String value) throws DeviceException {
    try {
      return Sizes.parse(value);
    } catch (IllegalArgumentException notASize) {
      throw new DeviceException(Kind.INVALID, name + ": " + notASize.getMessage(), notASize);
    }
  }

  /// Permissions in octal digits.
  ///
  /// @param name the property, for the sentence
  /// @param value the text, as in `0600`
  /// @return the permissions
  /// @throws DeviceException of kind `INVALID`, if it is none
  public static int mode(String name, String value) throws DeviceException {
    if (!value.matches("0?[0-7]{3}")) {
      throw invalid(name, value, "three octal digits, as in 0600");
    }
    return Integer.parseInt(value, OCTAL);
  }

  /// `true` or `false`.
  ///
  /// @param name the property, for the sentence
  /// @param value the text
  /// @return the truth
  /// @throws DeviceException of kind `INVALID`, if it is neither
  public static boolean truth(String name, String value) throws DeviceException {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, value, "true, false");
    };
  }

  /// The refusal of a value.
  ///
  /// @param name the property
  /// @param value the text
  /// @param known what it can be
  /// @return the exception to throw
  public static DeviceException invalid(String name, String value, String known) {
    return new DeviceException(
        Kind.INVALID,
        "'" + PipeName.printable(value) + "' is not a value of " + name + ": it can be " + known);
  }
}
