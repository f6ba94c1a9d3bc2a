package org.poormanspipes.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.testing.Requires;

/// A shell of another user, which does as it is told. A script that takes longer than its watchdog
/// ends it.
final class Attacker implements AutoCloseable {
  static final int UID = 4001;

  private static final String DONE = "-- done ";
  private static final String SECONDS = "60";

  private final Process process;
  private final BufferedReader said;

  Attacker() throws IOException {
    Requires.root();
    Requires.program("setpriv");
    Requires.program("timeout");
    String id = Integer.toString(UID);
    process =
        new ProcessBuilder(
                "setpriv",
                "--reuid",
                id,
                "--regid",
                id,
                "--clear-groups",
                "timeout",
                "-s",
                "KILL",
                SECONDS,
                "bash")
            .redirectErrorStream(true)
            .start();
    said = process.inputReader(UTF_8);
  }

  /// Runs a script, and expects it to succeed.
  void does(String script) throws IOException {
    begin("( set -e\n" + script + "\n)\necho '" + DONE + "'$?");
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(DONE)) {
        if (!line.equals(DONE + "0")) {
          throw new AssertionError("the attack failed: " + script + ": " + all);
        }
        return;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("the attacker ended: " + script + ": " + all);
  }

  /// Lets a script run.
  void begin(String script) throws IOException {
    process.getOutputStream().write((script + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
