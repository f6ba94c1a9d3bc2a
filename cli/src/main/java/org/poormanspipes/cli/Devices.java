package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Disposition;

/// The device that a command is about: `--device` and `--root`.
final class Devices {

  static final Option DEVICE =
      Option.value("--device", "NAME", "The device (else $PMP_DEVICE, else Example).");

  static final Option ROOT =
      Option.value("--root", "DIR", "The directory that holds the devices (else $PMP_ROOT).");

  /// What every command has that works on a device.
  static final List<Option> OPTIONS = List.of(DEVICE, ROOT);

  private Devices() {}

  /// Opens the device, and creates it if it is missing.
  static Device use(Arguments arguments) throws IOException {
    return Device.open(options(arguments, arguments.value(DEVICE)).build());
  }

  /// Opens the device to look at it: one that was named must exist. The one that everybody has, if
  /// nothing was said, is as good as there.
  static Device look(Arguments arguments) throws IOException {
    boolean named = arguments.has(DEVICE) || isSet(System.getenv("PMP_DEVICE"));
    return Device.open(
        options(arguments, arguments.value(DEVICE))
            .disposition(named ? Disposition.OPEN : Disposition.OPEN_OR_CREATE)
            .build());
  }

  /// Opens the device once more: it must still exist.
  static Device again(Arguments arguments) throws IOException {
    return Device.open(
        options(arguments, arguments.value(DEVICE)).disposition(Disposition.OPEN).build());
  }

  private static boolean isSet(@Nullable String variable) {
    return variable != null && !variable.isEmpty();
  }

  /// Starts the options of a device in the root directory that was given.
  ///
  /// @param device its name, or null for the default
  static DeviceOptions.Builder options(Arguments arguments, @Nullable String device) {
    DeviceOptions.Builder builder = DeviceOptions.builder();
    if (device != null) {
      if (device.isEmpty()) {
        throw new UsageException("the name of a device can't be empty");
      }
      builder.device(device);
    }
    Path root = root(arguments);
    return root == null ? builder : builder.root(root);
  }

  /// The root directory that was given, or null if only the environment may name one.
  static @Nullable Path root(Arguments arguments) {
    String root = arguments.value(ROOT);
    if (root == null) {
      return null;
    }
    if (root.isEmpty()) {
      throw new UsageException("--root needs a directory");
    }
    try {
      return Path.of(root);
    } catch (InvalidPathException e) {
      throw new UsageException("--root can't be '" + root + "': " + e.getReason(), e);
    }
  }
}
