package org.poormanspipes;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.OneLine;

/// The name of a pipe: how it is spelled, and the key by which it is found.
///
/// Components are separated by `/` or `\`, which are the same. A name is brought to Unicode's
/// composed form (NFC); unless the device is case-sensitive, the key folds case by the rule of
/// [String#equalsIgnoreCase], which knows no locale. The empty name and a lone separator are two
/// names of their own, as on the original device.
///
/// @param spelling the composed name, with `/` as its separator
/// @param key what is compared: equal keys are the same pipe
public record PipeName(String spelling, String key) {

  /// The longest component, in characters.
  public static final int MAX_COMPONENT = 255;

  /// The longest name, in characters.
  public static final int MAX_LENGTH = 1023;

  private static final String SEPARATOR = "/";

  /// Reads a name.
  ///
  /// @param text as the caller spelled it
  /// @param caseSensitive the device's setting
  /// @return the name
  /// @throws DeviceException of kind `INVALID`, if a rule is broken; the message says which
  public static PipeName parse(String text, boolean caseSensitive) throws DeviceException {
    if (text.length() > MAX_LENGTH * 2) {
      throw tooLong(text.length(), "name", MAX_LENGTH);
    }
    String spelling = compose(text.replace('\\', '/'));
    if (!spelling.isEmpty() && !spelling.equals(SEPARATOR)) {
      check(spelling);
    }
    return new PipeName(spelling, key(spelling, caseSensitive));
  }

  /// The key of a name, of which it is not asked whether it breaks a rule.
  ///
  /// @param text as the caller spelled it
  /// @param caseSensitive the device's setting
  /// @return what is compared
  public static String key(String text, boolean caseSensitive) {
    String spelling = compose(text.replace('\\', '/'));
    return caseSensitive ? spelling : compose(fold(spelling));
  }

  /// Whether this is one of the two names without a component.
  ///
  /// @return true for the bare device and the lone separator
  public boolean unnamed() {
    return spelling.isEmpty() || spelling.equals(SEPARATOR);
  }

  private static void check(String name) throws DeviceException {
    int length = name.codePointCount(0, name.length());
    if (length > MAX_LENGTH) {
      throw tooLong(length, "name", MAX_LENGTH);
    }
    for (String component : components(name)) {
      if (component.isEmpty()) {
        throw invalid(name, "a component between two separators is empty");
      }
      if (component.equals(".") || component.equals("..")) {
        throw invalid(name, "'" + component + "' can't be a component");
      }
      int characters = component.codePointCount(0, component.length());
      if (characters > MAX_COMPONENT) {
        throw tooLong(characters, "component of a name", MAX_COMPONENT);
      }
    }
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) == 0) {
        throw invalid(name, "it contains a NUL character, at position " + at);
      }
      if (isLoneSurrogate(name, at)) {
        throw invalid(name, "it is not well-formed Unicode, at position " + at);
      }
    }
  }

  private static List<String> components(String name) {
    List<String> components = new ArrayList<>();
    int start = 0;
    for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', start)) {
      components.add(name.substring(start, at));
      start = at + 1;
    }
    components.add(name.substring(start));
    return components;
  }

  private static boolean isLoneSurrogate(String name, int at) {
    char c = name.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == name.length() || !Character.isLowSurrogate(name.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(name.charAt(at - 1)));
  }

  /// The rule of `equalsIgnoreCase`: to upper case, then to lower case, character by character.
  private static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }

  private static String compose(String text) {
    // ASCII is composed already; skipping it keeps the normaliser's tables unloaded.
    return text.chars().allMatch(c -> c < 0x80)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static DeviceException tooLong(int length, String what, int limit) {
    return new DeviceException(
        Kind.INVALID,
        "the " + what + " is too long: " + length + " characters, the limit is " + limit);
  }

  private static DeviceException invalid(String name, String why) {
    return new DeviceException(
        Kind.INVALID, "'" + printable(name) + "' can't be the name of a pipe: " + why);
  }

  /// A name with control characters and lone surrogates replaced, safe to print on a terminal.
  ///
  /// @param name any text
  /// @return the text with `?` for what should not be printed
  public static String printable(String name) {
    return OneLine.of(name);
  }
}
