package org.poormanspipes.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.time.Timeout;

/// What a [Driver] may offer besides: devices without a name, of a single resource, that are handed
/// to another process as descriptors over a Unix socket. The device's name is the resource's too;
/// it serves to open it, and for sentences.
public interface Handover {

  /// Makes a device with its resource.
  ///
  /// @param attributes properties of the resource
  /// @return the device
  /// @throws IOException if it can't be made
  DeviceObject createUnnamed(Map<String, String> attributes) throws IOException;

  /// Hands a device over.
  ///
  /// @param device the device
  /// @param peer to whom
  /// @param admitted who may have it; null for the user of this process, and root
  /// @throws IOException if he may not, or does not take it
  void send(DeviceObject device, PeerSocket peer, @Nullable Predicate<Caller> admitted)
      throws IOException;

  /// Takes over a device. What comes is checked before it is used.
  ///
  /// @param peer from whom
  /// @param timeout how long to wait for it
  /// @param trusted from whom it may come; null for the user of this process, and root; root takes
  ///     it from anybody
  /// @return the device
  /// @throws IOException if nothing came in time, or what came is not such a device
  DeviceObject receive(PeerSocket peer, Timeout timeout, @Nullable Predicate<Caller> trusted)
      throws IOException;

  /// Connects to who listens at a path.
  ///
  /// @param socket the path
  /// @return the connection
  /// @throws IOException if nobody listens there
  PeerSocket connect(Path socket) throws IOException;

  /// A connected socket that this process has already.
  ///
  /// @param descriptor its number, which stays the caller's to close
  /// @return the connection
  /// @throws IOException if it is none
  PeerSocket socket(int descriptor) throws IOException;

  /// Listens at a path, for the user of this process and root. What a dead process left there is
  /// replaced.
  ///
  /// @param socket the path
  /// @return the listener
  /// @throws IOException if something else is there, or somebody listens there already
  PeerListener listen(Path socket) throws IOException;
}
