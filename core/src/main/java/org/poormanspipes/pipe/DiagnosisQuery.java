package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Sizes;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.FileSystemStatus;

/// What is wrong with a device, and the mend.
final class DiagnosisQuery {

  private static final int NEARLY_FULL_PERCENT = 90;
  private static final int PERCENT = 100;

  private final PipeDeviceContext device;
  private final List<Attributes> findings = new ArrayList<>();

  private DiagnosisQuery(PipeDeviceContext device) {
    this.device = device;
  }

  static List<Attributes> diagnose(PipeDeviceContext device) throws IOException {
    DiagnosisQuery query = new DiagnosisQuery(device);
    query.fileSystem();
    query.quota();
    query.pipes();
    query.handles();
    query.leftovers();
    return query.findings;
  }

  private void fileSystem() throws IOException {
    if (!(device.files() instanceof NamedFiles files)) {
      return;
    }
    FileSystemStatus status = FileSystemStatus.of(files.place().path());
    String what =
        status.type()
            + " at "
            + files.place().path()
            + ", "
            + Sizes.format(status.bytesAvailable())
            + " of "
            + Sizes.format(status.bytesTotal())
            + " bytes free";
    if (status.bytesTotal() > 0
        && status.bytesAvailable() * PERCENT
            < status.bytesTotal() * (PERCENT - NEARLY_FULL_PERCENT)) {
      add("warning", "file system", what, "remove pipes, or give the file system more room");
    } else {
      ok("file system", what);
    }
  }

  private void quota() {
    long used = device.control().accounts().totalBytes();
    long quota = device.control().limits().bytes();
    String what = used + " of " + quota + " bytes, " + device.control().pipes() + " pipes";
    if (used > quota / PERCENT * NEARLY_FULL_PERCENT) {
      add("warning", "quota", what, "remove pipes, or raise it with 'pmp device set'");
    } else {
      ok("quota", what);
    }
  }

  private void pipes() throws IOException {
    List<Attributes> damaged = new ArrayList<>();
    ListOperation.list(
        device,
        pipe -> {
          if (pipe.text("damage") != null) {
            damaged.add(pipe);
          }
        });
    for (Attributes pipe : damaged) {
      add(
          "error",
          "pipe #" + pipe.text("number"),
          String.valueOf(pipe.text("damage")),
          "'pmp rm #" + pipe.text("number") + "' removes it");
    }
    if (damaged.isEmpty()) {
      ok("pipes", device.control().pipes() + " pipes, none damaged");
    }
  }

  private void handles() {
    int processes = 0;
    for (int slot = 0; slot < DeviceLayout.MAX_PROCESSES; slot++) {
      processes += isAttached(slot) ? 1 : 0;
    }
    ok("processes", processes + " attached, besides this one");
  }

  private boolean isAttached(int slot) {
    try {
      return slot != device.process().number() && device.locks().isAlive(slot);
    } catch (IOException unknown) {
      return false;
    }
  }

  private void leftovers() throws IOException {
    for (String file : device.files().list()) {
      BlockId id = BlockId.parse(file);
      if (id != null && BlockId.isRing(file) && !PipeFinder.isPresent(device, id)) {
        add(
            "warning",
            file,
            "a ring without a pipe, left behind by a process that died",
            "it goes when a pipe of its name is made, or with the device");
      }
    }
  }

  private void ok(String subject, String what) {
    add("ok", subject, what, null);
  }

  private void add(String severity, String subject, String problem, @Nullable String mend) {
    findings.add(
        Attributes.builder()
            .with("severity", severity)
            .with("subject", subject)
            .with("problem", problem)
            .with("mend", mend)
            .build());
  }
}
