package org.poormanspipes.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads JSON by the letter of RFC 8259 and takes nothing else, not even a name given twice.
public final class StrictJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  /// The value: a [Map], [List], [String], [Double] or [Boolean], or a text `null`.
  public static Object parse(String text) {
    StrictJson json = new StrictJson(text);
    Object value = json.value();
    json.space();
    json.require(json.at == text.length(), "the end");
    return value;
  }

  /// An array of objects.
  public static List<Map<?, ?>> rows(String text) {
    List<Map<?, ?>> rows = new ArrayList<>();
    for (Object row : (List<?>) parse(text)) {
      rows.add((Map<?, ?>) row);
    }
    return rows;
  }

  private Object value() {
    space();
    require(at < text.length(), "a value");
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", "null");
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    if (take('}')) {
      return object;
    }
    do {
      space();
      require(at < text.length() && text.charAt(at) == '"', "a name");
      String name = string();
      require(take(':'), "a colon");
      require(object.put(name, value()) == null, "another name than " + name);
    } while (take(','));
    require(take('}'), "a closing brace");
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    at++;
    if (take(']')) {
      return array;
    }
    do {
      array.add(value());
    } while (take(','));
    require(take(']'), "a closing bracket");
    return array;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (true) {
      require(at < text.length(), "a closing quote");
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      require(c >= ' ' && c != '\uFFFD', "a character that may stand in a string");
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    require(at < text.length(), "an escape");
    char c = text.charAt(at++);
    if (c != 'u') {
      require(ESCAPES.indexOf(c) >= 0, "an escape");
      return ESCAPED.charAt(ESCAPES.indexOf(c));
    }
    String digits = text.substring(at, Math.min(text.length(), at + 4));
    require(digits.matches("[0-9a-fA-F]{4}"), "four digits");
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private Object word(String word, Object value) {
    require(text.startsWith(word, at), word);
    at += word.length();
    return value;
  }

  private Double number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    require(number.lookingAt(), "a value");
    at = number.end();
    return Double.valueOf(number.group());
  }

  private boolean take(char wanted) {
    space();
    if (at == text.length() || text.charAt(at) != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void require(boolean met, String what) {
    if (!met) {
      throw new AssertionError("no " + what + " at " + at + " of " + text);
    }
  }
}
