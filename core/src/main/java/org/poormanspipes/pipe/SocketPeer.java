package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.PeerSocket;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.LocalSocket;
import org.poormanspipes.linux.Platform;
import org.poormanspipes.linux.SystemCallException;

/// A connected Unix socket.
///
/// @param socket the socket
record SocketPeer(LocalSocket socket) implements PeerSocket {

  static SocketPeer connect(Path path) throws IOException {
    Platform.require();
    try {
      return new SocketPeer(LocalSocket.connect(path));
    } catch (SystemCallException refused) {
      throw explained(path, refused);
    }
  }

  private static IOException explained(Path path, SystemCallException refused) {
    return switch (refused.errno()) {
      case Errno.ENOENT ->
          new DeviceException(
              Kind.NOT_FOUND,
              "there is no socket " + path + ": 'pmp unnamed " + path + "' makes one",
              refused);
      case Errno.ECONNREFUSED ->
          new DeviceException(
              Kind.NOT_FOUND,
              "nobody listens at the socket "
                  + path
                  + ": its server is gone, 'pmp unnamed "
                  + path
                  + "' starts another",
              refused);
      case Errno.EAGAIN ->
          new DeviceException(
              Kind.BUSY,
              "the server of the socket " + path + " accepts nobody, perhaps it is stopped",
              refused);
      default -> Refusals.of("connect to the socket " + path, refused, Mend.UNNAMED);
    };
  }

  /// A socket of this process, by its number.
  static SocketPeer of(int descriptor) throws IOException {
    Platform.require();
    try {
      SocketPeer peer = new SocketPeer(LocalSocket.of(descriptor));
      boolean isSocket = false;
      try {
        peer.peer();
        isSocket = true;
      } finally {
        if (!isSocket) {
          peer.close();
        }
      }
      return peer;
    } catch (SystemCallException refused) {
      throw Refusals.of("use the descriptor " + descriptor, refused, Mend.UNNAMED);
    }
  }

  @Override
  public Caller peer() throws IOException {
    LocalSocket.Credentials peer = socket.peer();
    return new Caller(peer.uid(), peer.gid(), peer.pid());
  }

  @Override
  public void close() {
    socket.close();
  }
}
