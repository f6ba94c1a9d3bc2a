package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;

/// Says to who can't open memory that is only its driver's where else to come in.
final class DriverOnly {

  private static final String SENTENCE =
      "it is open to registered users only: come through the mount";

  private DriverOnly() {}

  /// What to throw for a pipe that could not be opened.
  static IOException ofPipe(PipeDeviceContext device, PipeName name, IOException failed) {
    for (int probe = 0; probe < BlockId.PROBES; probe++) {
      BlockId id = new BlockId(BlockId.hash(name.key()), probe);
      if (isClosed(device.files(), id, failed)) {
        return refused("open the pipe '" + name.spelling() + "'", failed);
      }
    }
    return failed;
  }

  /// What to say of a pipe that is listed and can't be looked at.
  static IOException ofListed(PipeDeviceContext device, BlockId id, SystemCallException failed) {
    return isClosed(device.files(), id, failed)
        ? new DeviceException(Kind.DENIED, SENTENCE, failed)
        : failed;
  }

  /// What to throw for a device that could not be opened.
  static IOException ofDevice(Entry place, DeviceName name, IOException failed) {
    return isRefusal(failed) && isClosed(place::status)
        ? refused("open the device '" + name.spelling() + "'", failed)
        : failed;
  }

  private static DeviceException refused(String what, IOException failed) {
    return new DeviceException(Kind.DENIED, "can't " + what + ": " + SENTENCE, failed);
  }

  private static boolean isClosed(PipeFiles files, BlockId id, IOException failed) {
    try {
      return isKernels(failed) && isClosed(files.pipe(id)::status);
    } catch (SystemCallException missing) {
      return false;
    }
  }

  /// A look at what stands somewhere.
  @FunctionalInterface
  private interface Look {
    FileStatus status() throws SystemCallException;
  }

  /// By the kernel, or because the directory is not shared.
  private static boolean isRefusal(IOException failed) {
    return isKernels(failed)
        || (failed instanceof DeviceException refused && refused.kind() == Kind.DENIED);
  }

  private static boolean isKernels(IOException failed) {
    return failed instanceof SystemCallException call && call.errno() == Errno.EACCES;
  }

  /// The mark can be seen without opening anything.
  private static boolean isClosed(Look look) {
    try {
      FileStatus status = look.status();
      return status.isDirectory()
          ? DeviceAccess.isClosed(status.permissions())
          : MemoryAccess.isClosed(status.permissions());
    } catch (SystemCallException missing) {
      return false;
    }
  }
}
