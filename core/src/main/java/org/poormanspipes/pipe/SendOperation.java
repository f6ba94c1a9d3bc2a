package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.LocalSocket;
import org.poormanspipes.linux.SystemCallException;

/// Hands an unnamed pipe over: one message that never waits, so a peer that does not read is in
/// nobody's way. Nothing is read from it.
final class SendOperation {

  private SendOperation() {}

  static void send(
      PipeDeviceContext device, LocalSocket socket, @Nullable Predicate<Caller> admitted)
      throws IOException {
    if (!(device.files() instanceof UnnamedFiles files)) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "the device '" + device.control().name() + "' has a name: open it by that");
    }
    Caller peer = new SocketPeer(socket).peer();
    if (!Admission.mayHave(peer, admitted)) {
      tellRefusal(socket);
      throw Admission.denied("an unnamed pipe is not handed to", peer);
    }
    try {
      socket.send(HandoverMessage.handed(files.id().hash()).encode(), files.descriptors());
    } catch (SystemCallException refused) {
      throw explained(refused, peer);
    }
  }

  private static void tellRefusal(LocalSocket socket) {
    try {
      socket.send(HandoverMessage.refused().encode(), List.of());
    } catch (SystemCallException gone) {
      // Whoever does not listen is refused all the same.
      System.getLogger(SendOperation.class.getName())
          .log(System.Logger.Level.DEBUG, "a refusal was not heard", gone);
    }
  }

  private static IOException explained(SystemCallException refused, Caller peer) {
    String why =
        switch (refused.errno()) {
          case Errno.EAGAIN -> "it does not read what was sent before";
          case Errno.ETOOMANYREFS ->
              "too many descriptors are on their way to processes that do not take them";
          case Errno.EPIPE -> "it has closed the socket";
          default -> String.valueOf(refused.getMessage());
        };
    return new DeviceException(
        Kind.FAILED,
        "can't hand an unnamed pipe to the process " + peer.pid() + ": " + why,
        refused);
  }
}
