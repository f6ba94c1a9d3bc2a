package org.poormanspipes;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the creator of a pipe asks for; what is left out comes from the device's defaults.
///
/// A pipe that already exists is used as it is. Immutable.
///
/// @param attributes values by name, as [PipeProperties#with] reads them
public record PipeOptions(Map<String, String> attributes) {

  /// Nothing in particular: the device's defaults.
  public static final PipeOptions DEFAULT = new PipeOptions(Map.of());

  /// The pipes of the original device: bytes, reject, queue, temporary, 1999 bytes, anyone.
  public static final PipeOptions ORIGINAL = new PipeOptions(Map.of("profile", "original"));

  /// Copies the attributes.
  public PipeOptions {
    attributes = Map.copyOf(attributes);
  }

  /// Starts from the device's defaults.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Collects the options.
  public static final class Builder {

    private final Map<String, String> attributes = new LinkedHashMap<>();

    private Builder() {}

    /// What the pipe carries.
    ///
    /// @param type the type
    /// @return this
    public Builder type(PipeType type) {
      return attribute("type", PipeProperties.word(type));
    }

    /// What a write does when the pipe is full.
    ///
    /// @param whenFull the policy
    /// @return this
    public Builder whenFull(WhenFull whenFull) {
      return attribute("when-full", PipeProperties.word(whenFull));
    }

    /// Who gets what was written.
    ///
    /// @param delivery the delivery
    /// @return this
    public Builder delivery(Delivery delivery) {
      return attribute("delivery", PipeProperties.word(delivery));
    }

    /// When the pipe goes away by itself.
    ///
    /// @param lifetime the lifetime
    /// @return this
    public Builder lifetime(Lifetime lifetime) {
      return attribute("lifetime", PipeProperties.word(lifetime));
    }

    /// How many bytes the pipe holds.
    ///
    /// @param bytes the capacity
    /// @return this
    public Builder capacity(long bytes) {
      return attribute("capacity", Long.toString(bytes));
    }

    /// The permissions of the pipe's memory.
    ///
    /// @param mode as of a file, for example 0660
    /// @return this
    public Builder mode(int mode) {
      return attribute("mode", String.format(Locale.ROOT, "%04o", mode));
    }

    /// Who may use the pipe, by a word; instead of [#mode].
    ///
    /// @param policy the policy
    /// @return this
    public Builder access(AccessPolicy policy) {
      return attribute("access", PipeProperties.word(policy));
    }

    /// Who is registered, of a pipe of [AccessPolicy#REGISTERED].
    ///
    /// @param list as [AllowList#parse] reads it, for example `uid:1001,program:/usr/bin/foo`
    /// @return this
    public Builder allow(String list) {
      return attribute("allow", list);
    }

    /// Where this handle begins to read a broadcast pipe.
    ///
    /// @param startAt the place; newest if nobody says
    /// @return this
    public Builder startAt(StartAt startAt) {
      return attribute("from", PipeProperties.word(startAt));
    }

    /// Whether this handle is the only one that may write while it is open: it can write in place,
    /// and others that would write are refused.
    ///
    /// @param exclusive true for the only writer
    /// @return this
    public Builder exclusiveWriter(boolean exclusive) {
      return attribute("exclusive-writer", Boolean.toString(exclusive));
    }

    /// Any property by its name.
    ///
    /// @param name the name
    /// @param value the value
    /// @return this
    public Builder attribute(String name, String value) {
      attributes.put(name, value);
      return this;
    }

    /// Ends the options.
    ///
    /// @return the options
    public PipeOptions build() {
      return new PipeOptions(attributes);
    }
  }
}
