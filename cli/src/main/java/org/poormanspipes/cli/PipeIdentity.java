package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Attributes;

/// A word for a pipe that no other pipe has, and that it keeps as long as it is there: not its name
/// alone, which another one may have tomorrow, or on another machine.
final class PipeIdentity {

  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
  private static final int BYTES = 8;

  private PipeIdentity() {}

  /// Sixteen hexadecimal digits.
  static String of(PipeChannel pipe, boolean remote) throws IOException {
    Attributes described = pipe.stat();
    String all =
        String.join(
            "\n",
            remote ? "" : Files.readString(HOST).strip(),
            pipe.fileObject().device().name(),
            String.valueOf(described.text("number")),
            String.valueOf(described.text("created")));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
