package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command was called with. Grows while it is parsed, and is only read afterwards.
final class Arguments {

  private static final String SET = "";

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  void addFlag(Option option) {
    addValue(option, SET);
  }

  void addValue(Option option, String value) {
    values.computeIfAbsent(option.name(), name -> new ArrayList<>()).add(value);
  }

  void addOperand(String operand) {
    operands.add(operand);
  }

  boolean has(Option option) {
    return values.containsKey(option.name());
  }

  /// The value of an option that is given at most once.
  @Nullable String value(Option option) {
    List<String> given = values.get(option.name());
    return given == null ? null : given.getFirst();
  }

  List<String> values(Option option) {
    return values.getOrDefault(option.name(), List.of());
  }

  /// The first operand, of a command that must have one.
  String operand() {
    return operands.getFirst();
  }

  List<String> operands() {
    return operands;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Arguments that
        && values.equals(that.values)
        && operands.equals(that.operands);
  }

  @Override
  public int hashCode() {
    return values.hashCode() * 31 + operands.hashCode();
  }

  @Override
  public String toString() {
    return values + " " + operands;
  }
}
