package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Json;
import org.poormanspipes.fuse.audit.AuditEvent;

/// The audit trail of a mount in a file: a line of JSON for each event, appended. A file that can't
/// be written, as on a full disk, does not stop the mount: that is said once, and what is missing
/// is counted in the next event that can.
final class AuditFile implements Consumer<AuditEvent>, AutoCloseable {
  private final Path path;
  private final FileChannel file;
  private final Stdio io;
  private long missing;

  private AuditFile(Path path, FileChannel file, Stdio io) {
    this.path = path;
    this.file = file;
    this.io = io;
  }

  /// Opens it, or makes one for its owner alone.
  static AuditFile open(Path path, Stdio io) throws IOException {
    try {
      FileChannel file =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new AuditFile(path, file, io);
    } catch (IOException refused) {
      throw new DeviceException(
          DeviceException.Kind.FAILED,
          "the audit trail can't be written to '" + path + "': " + refused,
          refused);
    }
  }

  @Override
  public void accept(AuditEvent event) {
    ByteBuffer line = StandardCharsets.UTF_8.encode(line(event, missing));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
      missing = 0;
    } catch (IOException refused) {
      if (missing == 0) {
        io.warn("pmp: the audit trail '" + path + "' can't be written: " + refused.getMessage());
      }
      missing++;
    }
  }

  private static String line(AuditEvent event, long missing) {
    Attributes.Builder line =
        Attributes.builder()
            .with("time", event.time().toString())
            .with("action", event.action().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .with("refused", !event.refusal().isEmpty())
            .with("name", event.name())
            .with("uid", Integer.toUnsignedLong(event.caller().uid()))
            .with("gid", Integer.toUnsignedLong(event.caller().gid()))
            .with("pid", event.caller().pid())
            .with("program", event.program())
            .with("detail", event.detail())
            .with("reason", event.refusal());
    if (missing > 0) {
      line.with("missing-before", missing);
    }
    return Json.object(line.build()) + "\n";
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
