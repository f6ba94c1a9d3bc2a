package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.LocalSocket;
import org.poormanspipes.linux.MemoryFile;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.time.Timeout;

/// Takes over an unnamed pipe. Whatever a peer sends is taken for hostile: who it is, what it says,
/// how many descriptors come, and of what files, is checked, in this order, before any memory is
/// mapped. Once sealed against shrinking, a file can't be cut short under a mapping any more.
final class ReceiveOperation {

  private static final String[] NAMES = {"device", "pipe", "ring"};

  /// Without these a mapping could lose its memory, or other seals be added later.
  private static final int NEEDED = MemoryFile.SHRINK | MemoryFile.SEAL;

  /// With these it could not be mapped for writing.
  private static final int FORBIDDEN = MemoryFile.WRITE | MemoryFile.FUTURE_WRITE;

  private ReceiveOperation() {}

  static DeviceObject receive(
      Driver driver, LocalSocket socket, Timeout timeout, @Nullable Predicate<Caller> trusted)
      throws IOException {
    try {
      Caller peer = new SocketPeer(socket).peer();
      if (!Admission.mayGive(peer, trusted)) {
        throw Admission.denied("an unnamed pipe is not taken from", peer);
      }
      LocalSocket.Handed handed =
          socket.receive(
              HandoverLayout.SIZE, UnnamedFiles.COUNT, timeout.remaining(System.nanoTime()));
      boolean taken = false;
      try {
        DeviceObject device = take(driver, handed);
        taken = true;
        return device;
      } finally {
        if (!taken) {
          handed.close();
        }
      }
    } catch (DamagedBlockException | SystemCallException refused) {
      throw Refusals.of("receive an unnamed pipe", refused, Mend.UNNAMED);
    }
  }

  private static DeviceObject take(Driver driver, LocalSocket.Handed handed) throws IOException {
    UnnamedFiles files = checked(handed);
    String name;
    // A look through the descriptors, which maps nothing.
    try (PipeSnapshot snapshot = PipeSnapshot.take(files, files.id())) {
      name = snapshot.control().name();
    }
    PipeDeviceContext context = PipeDeviceContext.attach(files);
    return new DeviceObject(driver, PipeName.printable(name), context);
  }

  private static UnnamedFiles checked(LocalSocket.Handed handed) throws IOException {
    int came = handed.data().remaining();
    if (came < HandoverLayout.SIZE && !handed.excess()) {
      throw handed.late() ? late(came) : cutOff(came);
    }
    HandoverMessage message =
        handed.excess() ? HandoverMessage.handed(0) : HandoverMessage.decode(handed.data());
    if (message.answer() != HandoverLayout.HANDED) {
      throw new DeviceException(
          Kind.DENIED,
          "the process at the other end hands its unnamed pipe to its own user and root only");
    }
    List<Descriptor> descriptors = handed.descriptors();
    int count = descriptors.size();
    if (handed.excess() && count < UnnamedFiles.COUNT) {
      throw new DeviceException(
          Kind.FAILED,
          "can't receive an unnamed pipe: too many files are open here; raise the limit with"
              + " 'ulimit -n'");
    }
    if (handed.excess() || count != UnnamedFiles.COUNT || message.descriptors() != count) {
      throw HandoverMessage.damaged(
          (handed.excess() ? "more than " : "")
              + count
              + " descriptors came instead of "
              + UnnamedFiles.COUNT);
    }
    for (int at = 0; at < count; at++) {
      requireSealed(NAMES[at], descriptors.get(at));
    }
    return new UnnamedFiles(new BlockId(message.number(), 0), descriptors);
  }

  /// First of all, for it asks no file system: any other descriptor may be of one that hangs.
  private static void requireSealed(String name, Descriptor descriptor) throws IOException {
    int seals = MemoryFile.seals(descriptor);
    if ((seals & NEEDED) != NEEDED) {
      throw HandoverMessage.damaged(
          "the descriptor for its " + name + " is not of memory that is sealed against shrinking");
    }
    if ((seals & FORBIDDEN) != 0) {
      throw HandoverMessage.damaged(
          "the descriptor for its " + name + " is of memory that can't be written");
    }
  }

  private static DeviceException late(int came) {
    return new DeviceException(
        Kind.BUSY,
        "can't receive an unnamed pipe: "
            + came
            + " of "
            + HandoverLayout.SIZE
            + " bytes came in the time given, perhaps the process at the other end is stopped");
  }

  private static DeviceException cutOff(int came) {
    return HandoverMessage.damaged(
        "the socket was closed after " + came + " of " + HandoverLayout.SIZE + " bytes");
  }
}
