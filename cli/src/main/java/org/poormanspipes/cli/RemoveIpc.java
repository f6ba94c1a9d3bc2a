package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether the login manager deletes an ordinary user's files in `/dev/shm` at the last logout, as
/// logind.conf(5) says of `RemoveIPC`.
final class RemoveIpc {

  private static final String SUBJECT = "logind";
  private static final int FIRST_ORDINARY_USER = 1000;
  private static final String SETTING = "RemoveIPC";

  /// Where settings stand; of the same setting, the last counts.
  private static final List<Path> FILES =
      List.of(Path.of("/usr/lib/systemd/logind.conf"), Path.of("/etc/systemd/logind.conf"));

  private static final List<Path> DIRECTORIES =
      List.of(
          Path.of("/usr/lib/systemd/logind.conf.d"),
          Path.of("/run/systemd/logind.conf.d"),
          Path.of("/etc/systemd/logind.conf.d"));

  private RemoveIpc() {}

  static void check(Findings findings) {
    if (!Files.isDirectory(Path.of("/run/systemd/seats"))) {
      findings.ok(SUBJECT, "not at work here");
      return;
    }
    if (!removes(settings())) {
      findings.ok(SUBJECT, SETTING + "=no: pipes survive a logout");
    } else if (!isOrdinaryUser()) {
      findings.ok(SUBJECT, SETTING + "=yes concerns ordinary users only, not this one");
    } else if (lingers()) {
      findings.ok(SUBJECT, SETTING + "=yes, but this user lingers: pipes survive a logout");
    } else {
      findings.warning(
          SUBJECT,
          SETTING + "=yes: your pipes in /dev/shm are deleted at your last logout",
          "set "
              + SETTING
              + "=no in /etc/systemd/logind.conf, or run 'loginctl enable-linger',"
              + " or use a directory elsewhere with --root or PMP_ROOT");
    }
  }

  /// Whether settings, each line in the order in which it is read, remove; without a word they do.
  static boolean removes(List<String> lines) {
    boolean removes = true;
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(0, equals).strip().equals(SETTING)) {
        removes = isTrue(line.substring(equals + 1).strip());
      }
    }
    return removes;
  }

  private static boolean isTrue(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "no", "n", "false", "f", "off", "0" -> false;
      default -> true;
    };
  }

  private static List<String> settings() {
    List<String> lines = new ArrayList<>();
    for (Path file : FILES) {
      addLines(file, lines);
    }
    List<Path> parts = new ArrayList<>();
    for (Path directory : DIRECTORIES) {
      addFiles(directory, parts);
    }
    parts.sort(Comparator.comparing(part -> String.valueOf(part.getFileName())));
    for (Path part : parts) {
      addLines(part, lines);
    }
    return lines;
  }

  private static void addFiles(Path directory, List<Path> files) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.conf")) {
      found.forEach(files::add);
    } catch (IOException none) {
      // A directory that is not there sets nothing.
    }
  }

  private static void addLines(Path file, List<String> lines) {
    try {
      lines.addAll(Files.readAllLines(file));
    } catch (IOException none) {
      // A file that is not there sets nothing.
    }
  }

  private static boolean isOrdinaryUser() {
    int user = User.id();
    return user == User.UNKNOWN || user >= FIRST_ORDINARY_USER;
  }

  private static boolean lingers() {
    @Nullable String user = System.getProperty("user.name");
    return user != null
        && !user.isBlank()
        && Files.exists(Path.of("/var/lib/systemd/linger").resolve(user));
  }
}
