package org.poormanspipes.driver;

import java.util.List;
import java.util.Map;

/// Writes attributes as JSON (RFC 8259): an object on one line, an array with a line for each
/// object.
public final class Json {

  private static final int PRINTABLE = 0x20;
  private static final int DELETE = 0x7F;

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /// Writes an object, without a line's end.
  ///
  /// @param attributes its members
  /// @return JSON
  public static String object(Attributes attributes) {
    Json json = new Json();
    json.write(attributes);
    return json.text.toString();
  }

  /// Writes an array of objects, without a line's end.
  ///
  /// @param rows the objects
  /// @return JSON
  public static String array(List<Attributes> rows) {
    if (rows.isEmpty()) {
      return "[]";
    }
    Json json = new Json();
    String separator = "[\n  ";
    for (Attributes row : rows) {
      json.text.append(separator);
      json.write(row);
      separator = ",\n  ";
    }
    return json.text.append("\n]").toString();
  }

  private void write(Attributes attributes) {
    text.append('{');
    String separator = "";
    for (Map.Entry<String, Object> entry : attributes.asMap().entrySet()) {
      text.append(separator);
      string(entry.getKey());
      text.append(": ");
      value(entry.getValue());
      separator = ", ";
    }
    text.append('}');
  }

  private void value(Object value) {
    if (value instanceof Attributes nested) {
      write(nested);
    } else if (value instanceof Long || value instanceof Boolean) {
      text.append(value);
    } else {
      string(value.toString());
    }
  }

  private void string(String value) {
    text.append('"');
    for (int at = 0; at < value.length(); at++) {
      character(value, at);
    }
    text.append('"');
  }

  private void character(String value, int at) {
    char c = value.charAt(at);
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c < PRINTABLE || c == DELETE || isLoneSurrogate(value, at)) {
          escape(c);
        } else {
          text.append(c);
        }
      }
    }
  }

  /// Half a character can't be encoded; escaped, it is still JSON.
  private static boolean isLoneSurrogate(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  private void escape(char c) {
    String hex = Integer.toHexString(c);
    text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
  }
}
