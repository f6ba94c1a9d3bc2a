package org.poormanspipes.stop;

import java.util.Map;
import java.util.TreeMap;

/// The properties of the pipe under test.
///
/// @param options as the library names them
record Pipe(Map<String, String> options) {
  static final String NAME = "P";

  /// Room for five messages of [Content#LENGTH] bytes, and six records of a stream.
  static final int CAPACITY = 160;

  static Pipe of(String type, String whenFull, String delivery) {
    return new Pipe(
        Map.of(
            "type", type,
            "when-full", whenFull,
            "delivery", delivery,
            "capacity", Integer.toString(CAPACITY)));
  }

  Pipe with(String property, String value) {
    Map<String, String> changed = new TreeMap<>(options);
    changed.put(property, value);
    return new Pipe(changed);
  }

  private String get(String property, String otherwise) {
    return options.getOrDefault(property, otherwise);
  }

  boolean messages() {
    return get("type", "byte").equals("message");
  }

  boolean broadcast() {
    return get("delivery", "queue").equals("broadcast");
  }

  boolean overwrites() {
    return get("when-full", "block").equals("overwrite");
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        get("type", "byte"),
        get("when-full", "block"),
        get("delivery", "queue"),
        get("lifetime", "drain"));
  }
}
