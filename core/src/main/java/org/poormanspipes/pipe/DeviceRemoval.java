package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;

/// Removes a device with all it holds, or a link.
final class DeviceRemoval {

  private DeviceRemoval() {}

  static void remove(DeviceAddress address, boolean force) throws IOException {
    DeviceName name = DeviceName.parse(address.location());
    try (DeviceRoot root = DeviceRoot.find(address.root())) {
      FileStatus status = root == null ? null : root.entry(name.directory()).statusIfPresent();
      if (root == null || status == null) {
        throw new DeviceException(
            Kind.NOT_FOUND,
            "there is no device '" + name.spelling() + "' in " + DeviceRoot.place(address.root()));
      }
      root.makeLockFile();
      remove(root, name, status, force);
    } catch (IOException failed) {
      throw Refusals.of("remove the device '" + name.spelling() + "'", failed, Mend.NAMED);
    }
  }

  private static void remove(DeviceRoot root, DeviceName name, FileStatus status, boolean force)
      throws IOException {
    try (NameLock _ = root.lock(name)) {
      Entry entry = root.entry(name.directory());
      if (status.isLink()) {
        entry.unlink();
        return;
      }
      try (NamedFiles files = NamedFiles.open(entry)) {
        removeDevice(files, name, force);
      }
    }
  }

  private static void removeDevice(NamedFiles files, DeviceName name, boolean force)
      throws IOException {
    try {
      PipeDeviceContext device = PipeDeviceContext.attach(NamedFiles.open(files.place()));
      try {
        refuseOthers(device, name, force);
        removePipes(device);
      } finally {
        device.detach();
      }
    } catch (DamagedBlockException damaged) {
      if (!force) {
        throw damaged;
      }
    }
    for (String file : files.list()) {
      if (BlockId.parse(file) != null) {
        files.file(file).remove();
      }
    }
    removeEmpty(files);
  }

  private static void refuseOthers(PipeDeviceContext device, DeviceName name, boolean force)
      throws IOException {
    int others = 0;
    for (int slot = 0; slot < DeviceLayout.MAX_PROCESSES; slot++) {
      if (slot != device.process().number() && device.locks().isAlive(slot)) {
        others++;
      }
    }
    if (others > 0 && !force) {
      throw new DeviceException(
          Kind.IN_USE,
          "the device '"
              + name.spelling()
              + "' is in use by "
              + others
              + " other processes: end them, or remove it by force");
    }
    if (device.control().pipes() > 0 && !force) {
      throw new DeviceException(
          Kind.IN_USE,
          "the device '"
              + name.spelling()
              + "' holds "
              + device.control().pipes()
              + " pipes: remove them, or remove it by force");
    }
  }

  /// One by one and by the ordinary way, so that whoever has one open is told.
  private static void removePipes(PipeDeviceContext device) throws IOException {
    for (String file : device.files().list()) {
      BlockId id = BlockId.isPipe(file) ? BlockId.parse(file) : null;
      if (id != null) {
        removePipe(device, id);
      }
    }
  }

  private static void removePipe(PipeDeviceContext device, BlockId id) throws IOException {
    try (NameLock _ = Names.lock(device, id.hash(), id.toString())) {
      PipeContext pipe = device.usePipe(id);
      try {
        PipeRemover.remove(device, pipe);
      } finally {
        device.releasePipe(pipe);
      }
    } catch (DamagedBlockException damaged) {
      PipeRemover.removeDamaged(device, id);
    } catch (SystemCallException gone) {
      if (gone.errno() != Errno.ENOENT) {
        throw gone;
      }
    }
  }

  /// What is left of a device without pipes. A file that is not ours keeps the directory.
  static void removeEmpty(NamedFiles files) throws IOException {
    files.device().remove();
    files.newDevice().remove();
    files.lock().remove();
    files.place().rmdir();
  }
}
