package org.poormanspipes.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `pmp doctor` looks at for `pmp mount`. Pipes work without: nothing here is an error.
final class MountChecks {

  private static final String SUBJECT = "mount";
  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final Path CONFIGURATION = Path.of("/etc/fuse.conf");
  private static final String HELPER = "fusermount3";
  private static final String ALLOW_OTHER = "user_allow_other";

  private final Findings findings;

  MountChecks(Findings findings) {
    this.findings = findings;
  }

  void run() {
    if (!Files.exists(DEVICE)) {
      findings.warning(
          SUBJECT,
          "there is no " + DEVICE + ", so no device can be mounted",
          "load the kernel's module with 'modprobe fuse'; in a container pass the device in with"
              + " --device /dev/fuse --cap-add SYS_ADMIN");
    } else if (User.id() == 0) {
      findings.ok(SUBJECT, "root mounts without help");
    } else {
      ordinaryUser();
    }
  }

  private void ordinaryUser() {
    if (!isOnPath()) {
      findings.warning(
          SUBJECT,
          "only root can mount a device: " + HELPER + " is not on the PATH",
          "install the package fuse3");
      return;
    }
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      findings.warning(
          SUBJECT,
          "only root can mount a device: " + DEVICE + " is closed to this user",
          "let root run 'chmod 666 " + DEVICE + "'");
      return;
    }
    findings.ok(
        SUBJECT,
        allowsOther()
            ? "by " + HELPER + ", also with --allow-other"
            : "by "
                + HELPER
                + "; --allow-other needs the line '"
                + ALLOW_OTHER
                + "' in "
                + CONFIGURATION);
  }

  private static boolean isOnPath() {
    @Nullable String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator, -1)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, HELPER)));
  }

  private static boolean allowsOther() {
    try {
      return Files.readAllLines(CONFIGURATION).stream()
          .anyMatch(line -> line.strip().equals(ALLOW_OTHER));
    } catch (IOException none) {
      return false;
    }
  }
}
