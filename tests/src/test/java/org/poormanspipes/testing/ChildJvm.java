package org.poormanspipes.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Device;

/// How a test starts another JVM with the library in it.
public final class ChildJvm {
  private ChildJvm() {}

  /// The command that runs a main class of these tests: a JVM that starts quickly, with the library
  /// and the tests on its class path and nothing else.
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                placeOf(Device.class) + File.pathSeparator + placeOf(main),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The directory or the jar that a class comes from.
  public static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
