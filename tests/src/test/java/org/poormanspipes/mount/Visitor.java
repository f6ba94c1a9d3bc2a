package org.poormanspipes.mount;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.cli.CommandRun;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Requires;

/// Somebody who uses pipes by every face there is: a process of one user, which lives as long as
/// the test and serves one command after another; see [VisitorMain]. After its watchdog's time it
/// is killed, whatever it waits for.
final class Visitor implements AutoCloseable {
  private static final int SECONDS = 90;

  private final Client process;
  private int asked;

  /// Starts one.
  ///
  /// @param uid the user, and the group
  /// @param groups further groups; empty for none
  Visitor(Mounted mount, int uid, String groups) throws Exception {
    List<String> line = new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid));
    line.add(groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
    line.add(java().toString());
    line.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            VisitorMain.class.getName()));
    process = mount.start(SECONDS, line.toArray(String[]::new));
  }

  /// What other users have to be able to read.
  static void require() {
    Requires.program("setpriv");
    for (String place : (classPath() + File.pathSeparator + java()).split(File.pathSeparator, -1)) {
      Requires.thing(
          isOpen(Path.of(place)), "needs a checkout and a JDK that other users may read");
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static String classPath() {
    Path command = Path.of(System.getProperty("pmp.command")).resolveSibling("cli/target/app");
    return String.join(
        File.pathSeparator,
        place(Device.class).toString(),
        place(CommandRun.class).toString(),
        command.resolve("pmp-cli.jar").toString(),
        command.resolve("picocli.jar").toString());
  }

  private static Path place(Class<?> type) {
    return ChildJvm.placeOf(type);
  }

  private static boolean isOpen(Path place) {
    try {
      for (Path path = place; path != null; path = path.getParent()) {
        PosixFilePermission needed =
            Files.isDirectory(path)
                ? PosixFilePermission.OTHERS_EXECUTE
                : PosixFilePermission.OTHERS_READ;
        if (!Files.getPosixFilePermissions(path).contains(needed)) {
          return false;
        }
      }
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /// It serves several tests.
  Visitor lasts(Mounted mount) {
    mount.lasts(process);
    return this;
  }

  /// Waits until it can be asked.
  Visitor ready() throws Exception {
    process.until("ready");
    return this;
  }

  /// Gives it a command; the answer is a line.
  String ask(String... words) throws Exception {
    return answer(tell(words));
  }

  /// Gives it a command.
  ///
  /// @return the number of the answer
  int tell(String... words) throws Exception {
    int number = ++asked;
    process.type(number + "\t" + String.join("\t", words));
    return number;
  }

  /// Waits for an answer.
  String answer(int number) throws Exception {
    String head = "#" + number + " ";
    process.until("\n" + head);
    String said = process.soFar();
    int from = said.indexOf("\n" + head) + 1 + head.length();
    while (said.indexOf('\n', from) < 0) {
      process.until(said + "");
      said = process.soFar();
    }
    return said.substring(from, said.indexOf('\n', from));
  }

  @Override
  public void close() {
    process.close();
  }
}
