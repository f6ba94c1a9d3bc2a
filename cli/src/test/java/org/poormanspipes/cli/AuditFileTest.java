package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.fuse.audit.AuditEvent;
import org.poormanspipes.fuse.audit.AuditEvent.Action;

class AuditFileTest {
  private static final AuditEvent EVENT =
      new AuditEvent(
          Instant.EPOCH, Action.MAKE_DIRECTORY, "a\nb", new Caller(-2, 7, 9), "/x", "", "EPERM");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Stdio io =
      Stdio.of(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), err);

  @TempDir private Path directory;

  @Test
  void anEventIsOneLine() throws Exception {
    Path file = directory.resolve("trail");
    for (int times = 0; times < 2; times++) {
      // Appended, also by the next server.
      try (AuditFile audit = AuditFile.open(file, io)) {
        audit.accept(EVENT);
      }
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast())
        .contains(
            "\"action\": \"make-directory\"",
            "\"refused\": true",
            "\"name\": \"a\\nb\"",
            "\"uid\": 4294967294",
            "\"reason\": \"EPERM\"")
        .doesNotContain("missing-before");
  }

  @Test
  void aFullDiskIsSaidOnceAndStopsNobody() throws Exception {
    try (AuditFile audit = AuditFile.open(Path.of("/dev/full"), io)) {
      audit.accept(EVENT);
      audit.accept(EVENT);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("audit trail", "/dev/full", "No space left");
  }
}
