package org.poormanspipes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.Disposition;

/// Which device to open, and how. Immutable.
///
/// @param address where the device is
/// @param disposition what to do when it exists or is missing
/// @param attributes properties for a device that is created: `case-sensitive`, `exclusive`,
///     `quota-bytes`, `quota-pipes`, `access`, `allow`, `mode`, `owner`, and defaults for its pipes
public record DeviceOptions(
    DeviceAddress address, Disposition disposition, Map<String, String> attributes) {

  /// The device that is used when none is named.
  public static final String DEFAULT_DEVICE = "Example";

  /// Copies the attributes.
  public DeviceOptions {
    attributes = Map.copyOf(attributes);
  }

  /// The device and root directory that the environment names: `PMP_DEVICE` and `PMP_ROOT`.
  ///
  /// @return the options
  public static DeviceOptions fromEnvironment() {
    return builder().build();
  }

  /// Starts from what the environment names.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Collects the options.
  public static final class Builder {

    private String device = variable("PMP_DEVICE", DEFAULT_DEVICE);
    private @Nullable Path root = rootFromEnvironment();
    private Disposition disposition = Disposition.OPEN_OR_CREATE;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private Builder() {}

    /// Which device.
    ///
    /// @param address a name, or an address with a scheme
    /// @return this
    public Builder device(String address) {
      device = address;
      return this;
    }

    /// The directory that holds the devices.
    ///
    /// @param directory the directory
    /// @return this
    public Builder root(Path directory) {
      root = directory;
      return this;
    }

    /// What to do when the device exists or is missing.
    ///
    /// @param whatToDo the disposition
    /// @return this
    public Builder disposition(Disposition whatToDo) {
      disposition = whatToDo;
      return this;
    }

    /// Who may use a device that is created and, unless they say otherwise, its pipes.
    ///
    /// @param policy the policy
    /// @return this
    public Builder access(AccessPolicy policy) {
      return attribute("access", PipeProperties.word(policy));
    }

    /// Who is registered at a device of [AccessPolicy#REGISTERED] that is created.
    ///
    /// @param list as [AllowList#parse] reads it
    /// @return this
    public Builder allow(String list) {
      return attribute("allow", list);
    }

    /// A property for a device that is created.
    ///
    /// @param name its name
    /// @param value its value
    /// @return this
    public Builder attribute(String name, String value) {
      attributes.put(name, value);
      return this;
    }

    /// Ends the options.
    ///
    /// @return the options
    public DeviceOptions build() {
      return new DeviceOptions(DeviceAddress.parse(device, root), disposition, attributes);
    }

    private static @Nullable Path rootFromEnvironment() {
      String root = variable("PMP_ROOT", "");
      return root.isEmpty() ? null : Path.of(root);
    }

    private static String variable(String name, String otherwise) {
      String value = System.getenv(name);
      return value == null || value.isEmpty() ? otherwise : value;
    }
  }
}
