package org.poormanspipes.driver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named values that describe something, in the order in which a person would read them.
///
/// Values are [String], [Long], [Boolean] or a nested [Attributes]; a value that is unknown is
/// absent. Immutable.
public final class Attributes {

  private final Map<String, Object> values;

  private Attributes(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /// Starts a new list.
  ///
  /// @return an empty builder
  public static Builder builder() {
    return new Builder();
  }

  /// The names and values, in order.
  ///
  /// @return an unmodifiable map
  public Map<String, Object> asMap() {
    return values;
  }

  /// A value as text.
  ///
  /// @param name which
  /// @return the text, or null when there is none
  public @Nullable String text(String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  /// A value as a number.
  ///
  /// @param name which
  /// @return the number, 0 when there is none
  public long number(String name) {
    return values.get(name) instanceof Long number ? number : 0;
  }

  /// A value as a truth.
  ///
  /// @param name which
  /// @return the truth, false when there is none
  public boolean flag(String name) {
    return values.get(name) instanceof Boolean flag && flag;
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /// Collects the values.
  public static final class Builder {

    private Map<String, Object> values = new LinkedHashMap<>();

    private Builder() {}

    /// Adds a text, or nothing for null.
    ///
    /// @param name its name
    /// @param value its value
    /// @return this
    public Builder with(String name, @Nullable String value) {
      if (value != null) {
        values.put(name, value);
      }
      return this;
    }

    /// Adds a number.
    ///
    /// @param name its name
    /// @param value its value
    /// @return this
    public Builder with(String name, long value) {
      values.put(name, value);
      return this;
    }

    /// Adds a truth.
    ///
    /// @param name its name
    /// @param value its value
    /// @return this
    public Builder with(String name, boolean value) {
      values.put(name, value);
      return this;
    }

    /// Adds a nested list.
    ///
    /// @param name its name
    /// @param value its value
    /// @return this
    public Builder with(String name, Attributes value) {
      values.put(name, value);
      return this;
    }

    /// Adds all values of another list.
    ///
    /// @param other the list
    /// @return this
    public Builder withAll(Attributes other) {
      values.putAll(other.values);
      return this;
    }

    /// Ends the list. What is added after this begins another.
    ///
    /// @return the attributes
    public Attributes build() {
      Attributes built = new Attributes(values);
      // Its own from now on: a listing of many would else copy each.
      values = new LinkedHashMap<>(values.size());
      return built;
    }
  }
}
