package org.poormanspipes.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The properties of a device as options.
final class DeviceArguments {

  private static final List<Option> VALUES =
      List.of(
          Option.value("--quota-bytes", "SIZE", "How much memory its pipes may take, as in 1G."),
          Option.value("--quota-pipes", "COUNT", "How many pipes it may hold."),
          Option.value("--quota-user-bytes", "SIZE", "How much the pipes of one user may take."),
          Option.value("--quota-user-pipes", "COUNT", "How many pipes one user may have."),
          Option.value("--quota-handles", "COUNT", "How many handles a pipe may have open."),
          Option.choice(
              "--access",
              "WHO",
              "Who may use it and, unless told otherwise, its pipes: user, group, anyone, root,"
                  + " registered.",
              "user",
              "group",
              "anyone",
              "root",
              "registered"),
          Option.value(
              "--allow", "LIST", "Who is registered, as in uid:1001,gid:100,program:/usr/bin/foo."),
          Option.value("--mode", "MODE", "Its permissions, as in 0770."),
          Option.value("--owner", "USER:GROUP", "Whose it is."),
          Option.choice(
              "--default-type",
              "TYPE",
              "What its pipes carry unless told otherwise.",
              "byte",
              "message"),
          Option.choice(
              "--default-when-full",
              "POLICY",
              "What a writer meets when one is full.",
              "block",
              "reject",
              "overwrite"),
          Option.choice(
              "--default-delivery", "DELIVERY", "Who gets the data.", "queue", "broadcast"),
          Option.choice(
              "--default-lifetime",
              "LIFETIME",
              "When they go away by themselves.",
              "drain",
              "temporary",
              "permanent"),
          Option.value("--default-capacity", "SIZE", "How many bytes they hold."),
          Option.value("--default-mode", "MODE", "Their permissions."));

  private static final List<Option> FLAGS =
      List.of(
          Option.flag("--case-sensitive", "Names that differ in case are different pipes."),
          Option.flag("--exclusive", "A single process may have it open."),
          Option.flag("--no-exclusive", "Any number of processes may have it open."),
          Option.flag("--default-pinned", "The memory of its pipes is never paged out."),
          Option.flag("--no-default-pinned", "The memory of its pipes may be paged out."));

  private static final String NOT = "--no-";
  private static final String OPTION = "--";

  private DeviceArguments() {}

  static Syntax declare(Syntax syntax) {
    return syntax.with(FLAGS).with(VALUES);
  }

  /// What was asked for, by the names of the attributes.
  static Map<String, String> attributes(Arguments arguments) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Option option : VALUES) {
      String value = arguments.value(option);
      if (value != null) {
        attributes.put(option.name().substring(OPTION.length()), value);
      }
    }
    for (Option option : FLAGS) {
      if (arguments.has(option)) {
        putFlag(attributes, option.name());
      }
    }
    return attributes;
  }

  private static void putFlag(Map<String, String> attributes, String option) {
    boolean wanted = !option.startsWith(NOT);
    String name = option.substring(wanted ? OPTION.length() : NOT.length());
    if (attributes.put(name, Boolean.toString(wanted)) != null) {
      throw new UsageException("--" + name + " and --no-" + name + " exclude each other");
    }
  }
}
