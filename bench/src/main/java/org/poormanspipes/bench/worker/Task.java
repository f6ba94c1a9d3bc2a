package org.poormanspipes.bench.worker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.poormanspipes.bench.transport.Link;

/// What a process is asked to do, as it is told on its command line.
///
/// @param role its part
/// @param transport the transport's name
/// @param link the connection
/// @param index its number among those with its part
/// @param cpu the processor for its thread, or -1 for any
/// @param yields whether it lets others run while it waits
/// @param gaps whether other readers take messages of the same pipe
/// @param whole whether to look at the whole of each message
public record Task(
    Role role,
    String transport,
    Link link,
    int index,
    int cpu,
    boolean yields,
    boolean gaps,
    boolean whole) {

  /// A part in a measurement.
  public enum Role {
    PING,
    PONG,
    WRITER,
    READER,
    /// Aeron's media driver.
    DRIVER,
    /// Copies from memory to memory, and is all alone.
    COPIER
  }

  /// As arguments, for [#parse].
  public String[] arguments() {
    return new String[] {
      "role=" + role,
      "transport=" + transport,
      "directory=" + link.directory(),
      "name=" + link.name(),
      "size=" + link.size(),
      "capacity=" + link.capacity(),
      "writers=" + link.writers(),
      "readers=" + link.readers(),
      "index=" + index,
      "cpu=" + cpu,
      "yields=" + yields,
      "gaps=" + gaps,
      "whole=" + whole
    };
  }

  static Task parse(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      values.put(argument.substring(0, at), argument.substring(at + 1));
    }
    return new Task(
        Role.valueOf(value(values, "role")),
        value(values, "transport"),
        new Link(
            Path.of(value(values, "directory")),
            value(values, "name"),
            number(values, "size"),
            number(values, "capacity"),
            number(values, "writers"),
            number(values, "readers")),
        number(values, "index"),
        number(values, "cpu"),
        Boolean.parseBoolean(value(values, "yields")),
        Boolean.parseBoolean(value(values, "gaps")),
        Boolean.parseBoolean(value(values, "whole")));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the argument " + name + "= is missing");
    }
    return value;
  }

  private static int number(Map<String, String> values, String name) {
    return Integer.parseInt(value(values, name));
  }
}
