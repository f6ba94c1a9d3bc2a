package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// What `pmp doctor` looks at before it opens the device.
final class MachineChecks {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final long LITTLE = 64L << 20;
  private static final int LEAST_JAVA = 25;

  private final Findings findings;

  MachineChecks(Findings findings) {
    this.findings = findings;
  }

  void run() {
    java();
    platform();
    sharedMemory();
    RemoveIpc.check(findings);
  }

  private void java() {
    String version = "Java " + Runtime.version();
    if (Runtime.version().feature() >= LEAST_JAVA) {
      findings.ok("java", version);
    } else {
      findings.error("java", version + " is too old", "install Java " + LEAST_JAVA);
    }
  }

  private void platform() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
    String processor = System.getProperty("os.arch");
    String both = system + " on " + processor;
    if (!system.startsWith("Linux")) {
      findings.error("system", "pipes need Linux, this is " + both, null);
    } else if (processor.equals("amd64") || processor.equals("aarch64")) {
      findings.ok("system", both);
    } else {
      findings.warning("system", both + " is not tested", "use x86-64 or aarch64 where it matters");
    }
  }

  private void sharedMemory() {
    String subject = SHARED_MEMORY.toString();
    if (!Files.isDirectory(SHARED_MEMORY)) {
      findings.warning(
          subject,
          "there is no " + subject,
          "name a directory on a tmpfs or a local disk with --root or PMP_ROOT");
      return;
    }
    try {
      FileStore store = Files.getFileStore(SHARED_MEMORY);
      sizes(subject, store.getTotalSpace(), store.getUsableSpace());
    } catch (IOException e) {
      findings.warning(
          subject, "its size can't be read: " + e.getMessage(), "see 'df " + subject + "'");
    }
  }

  private void sizes(String subject, long total, long free) {
    String state = Progress.size(free) + " of " + Progress.size(total) + " are free";
    if (!Files.isWritable(SHARED_MEMORY)) {
      findings.warning(
          subject, "it can't be written to", "name another directory with --root or PMP_ROOT");
    } else if (free < LITTLE) {
      findings.warning(
          subject,
          state,
          "free some, or enlarge it (in a container: --shm-size=1g), or use --root or PMP_ROOT");
    } else if (total <= LITTLE) {
      findings.warning(subject, state, "in a container, start it with --shm-size=1g");
    } else {
      findings.ok(subject, state);
    }
  }
}
