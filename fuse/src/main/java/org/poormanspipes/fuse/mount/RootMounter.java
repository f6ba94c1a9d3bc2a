package org.poormanspipes.fuse.mount;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.Mounts;
import org.poormanspipes.linux.SystemCallException;

/// The way of root: mount(2), and no other program.
final class RootMounter implements Mounter {
  private static final Path DEVICE = Path.of("/dev/fuse");

  @Override
  public Descriptor mount(Path directory, String source, boolean allowOther) throws IOException {
    Descriptor device = open();
    boolean mounted = false;
    try {
      // The kernel compares modes, for us it would be too late; 040000 is a directory.
      String options =
          "fd="
              + device.fd()
              + ",rootmode=40000,user_id=0,group_id=0,default_permissions"
              + (allowOther ? ",allow_other" : "");
      Mounts.mount(source, directory, MountEntry.TYPE, options);
      mounted = true;
      return device;
    } catch (SystemCallException refused) {
      throw refused(directory, refused);
    } finally {
      if (!mounted) {
        device.close();
      }
    }
  }

  private static Descriptor open() throws IOException {
    try {
      return Descriptor.open(DEVICE, EnumSet.of(Descriptor.Flag.READ_WRITE), 0);
    } catch (SystemCallException refused) {
      throw new DeviceException(
          Kind.FAILED,
          "can't open "
              + DEVICE
              + ": "
              + Errno.text(refused.errno())
              + "; load the kernel's module with 'modprobe fuse', in a container pass the device"
              + " in (--device /dev/fuse --cap-add SYS_ADMIN)",
          refused);
    }
  }

  private static DeviceException refused(Path directory, SystemCallException refused) {
    String mend =
        refused.errno() == Errno.EPERM
            ? "; root lacks the capability SYS_ADMIN here, in a container add it (--cap-add"
                + " SYS_ADMIN)"
            : "";
    return new DeviceException(
        Kind.FAILED,
        "can't mount on '" + directory + "': " + Errno.text(refused.errno()) + mend,
        refused);
  }

  @Override
  public void unmount(Path directory) throws IOException {
    Mounts.unmount(directory, Mounts.How.IF_UNUSED);
  }

  /// By force first: that ends the conversation, and what clients wait for.
  @Override
  public void detach(Path directory) throws IOException {
    try {
      Mounts.unmount(directory, Mounts.How.FORCED);
    } catch (SystemCallException used) {
      Mounts.unmount(directory, Mounts.How.DETACHED);
    }
  }
}
