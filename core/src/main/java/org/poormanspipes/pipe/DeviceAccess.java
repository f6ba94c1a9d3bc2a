package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.AttributeValues;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.pool.BlockFile;

/// Who may use a file or a directory of a device. Those of a registered device are closed to all
/// but their owner, who serves the others; the mode that its settings tell is its mount's. What was
/// put in the place of a file, a link or another name of some file elsewhere, is neither opened to
/// others nor given away.
final class DeviceAccess {

  /// The owner alone; the sticky bit, which such a directory has no use for, is the mark.
  private static final int CLOSED_DIRECTORY = 01700;

  private static final int CLOSED_FILE = 0600;

  private static final String DEFAULT_ALLOW = "default-allow";

  private DeviceAccess() {}

  /// `access` and `allow` of a device in terms of its other properties: they are the defaults of
  /// its pipes, and its own mode goes with them.
  static Map<String, String> spelledOut(Map<String, String> changes) throws DeviceException {
    Map<String, String> spelled = new LinkedHashMap<>(changes);
    String word = spelled.remove("access");
    if (word != null) {
      AccessPolicy policy = AttributeValues.constant(AccessPolicy.class, "access", word);
      spelled.putIfAbsent("default-access", word);
      if (policy.mode() >= 0) {
        spelled.putIfAbsent("mode", String.format(Locale.ROOT, "%04o", policy.mode()));
      }
      if (policy == AccessPolicy.ROOT) {
        MemoryAccess.requireRoot(Ids.uid());
        spelled.putIfAbsent("owner", "0:0");
      }
    }
    String list = spelled.remove("allow");
    if (list != null) {
      spelled.putIfAbsent(DEFAULT_ALLOW, list);
    }
    requireShort(spelled.getOrDefault(DEFAULT_ALLOW, ""));
    return spelled;
  }

  private static void requireShort(String list) throws DeviceException {
    int length = list.getBytes(StandardCharsets.UTF_8).length;
    if (length > DeviceLayout.MAX_ALLOW) {
      throw new DeviceException(
          Kind.INVALID,
          "a device's list of allow has "
              + length
              + " bytes, and the limit is "
              + DeviceLayout.MAX_ALLOW
              + ": let a group in (gid:NUMBER) instead of its members");
    }
  }

  /// The permissions of a device's files.
  static int fileMode(DeviceSettings settings) {
    return isRegistered(settings) ? CLOSED_FILE : settings.mode();
  }

  /// The permissions of its directory.
  static int directoryMode(DeviceSettings settings) {
    return isRegistered(settings) ? CLOSED_DIRECTORY : DeviceMaker.directoryMode(settings.mode());
  }

  static boolean isRegistered(DeviceSettings settings) {
    return settings.defaults().access().policy() == AccessPolicy.REGISTERED;
  }

  static boolean isClosed(int directoryPermissions) {
    return directoryPermissions == CLOSED_DIRECTORY;
  }

  /// The owner first: until then its permissions are for those whom they were meant for.
  static void apply(BlockFile file, int mode, Ownership ownership) throws IOException {
    try (Descriptor opened = open(file)) {
      if (ownership.given()) {
        opened.chown(ownership.uid(), ownership.gid());
      }
      opened.chmod(mode);
    }
  }

  static Descriptor open(BlockFile file) throws IOException {
    Descriptor opened = file.open(false);
    boolean right = false;
    try {
      FileStatus status = opened.status();
      if (!status.isDirectory() && (!status.isRegular() || status.links() > 1)) {
        throw new DeviceException(
            Kind.DENIED,
            "what stands at "
                + file
                + " has other names or is no file, and belongs to "
                + Trust.user(status.uid())
                + ": its permissions stay as they are; remove it");
      }
      right = true;
      return opened;
    } finally {
      if (!right) {
        opened.close();
      }
    }
  }
}
