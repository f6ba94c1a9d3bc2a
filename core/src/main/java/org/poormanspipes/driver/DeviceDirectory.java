package org.poormanspipes.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a [Driver] may offer besides: the devices that exist, and their other names.
public interface DeviceDirectory {

  /// The devices and links.
  ///
  /// @param root the directory that holds them, or null for the user's own
  /// @return a description of each
  /// @throws IOException if they can't be read
  List<Attributes> devices(@Nullable Path root) throws IOException;

  /// Removes a device and all it holds, or a link.
  ///
  /// @param address which
  /// @param force true to remove it also while its resources are open
  /// @throws IOException if the request is refused
  void remove(DeviceAddress address, boolean force) throws IOException;

  /// Gives a device another name.
  ///
  /// @param link the new name
  /// @param target the device that it stands for
  /// @throws IOException if the request is refused
  void link(DeviceAddress link, DeviceAddress target) throws IOException;

  /// Changes the properties of a device.
  ///
  /// @param device the device
  /// @param attributes the new values
  /// @return the properties after the change
  /// @throws IOException if the request is refused
  Attributes configure(DeviceObject device, Map<String, String> attributes) throws IOException;

  /// Answers a question about a device that need not be whole, and is not opened for it.
  ///
  /// @param address which device
  /// @param request what is asked; `dump` shows what lies in the memory of a resource or, without
  ///     a name, of the device
  /// @return one or more descriptions
  /// @throws IOException if the request is refused
  default List<Attributes> inspect(DeviceAddress address, QueryRequest request) throws IOException {
    throw new DeviceException(
        DeviceException.Kind.UNSUPPORTED,
        "the devices of '" + address.scheme() + "://' can't be looked into");
  }
}
