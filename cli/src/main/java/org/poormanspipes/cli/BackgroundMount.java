package org.poormanspipes.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.fuse.Mount;

/// A mount that another process serves, which outlives this one and its terminal. The two agree
/// that the server's first line of output means that it is mounted; what comes instead is what went
/// wrong.
final class BackgroundMount {

  /// Set in the server's environment.
  private static final String SERVER = "PMP_MOUNT_SERVER";

  private static final String READY = "mounted";

  private final Path directory;
  private final List<String> options;
  private final Arguments arguments;

  /// @param options of the command for the server
  BackgroundMount(Path directory, List<String> options, Arguments arguments) {
    this.directory = directory;
    this.options = options;
    this.arguments = arguments;
  }

  /// Starts the server, and waits until it has mounted.
  ///
  /// @return the exit code
  int start(Stdio io) throws IOException {
    Process server = builder().start();
    List<String> said = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(READY)) {
          return ExitCode.DONE;
        }
        said.add(line);
      }
    }
    said.forEach(io::warn);
    return await(server);
  }

  private ProcessBuilder builder() {
    List<String> command = new ArrayList<>(Self.command());
    command.addAll(List.of("mount", "--foreground"));
    command.addAll(options);
    add(command, Devices.DEVICE);
    add(command, Devices.ROOT);
    command.addAll(List.of("--", directory.toAbsolutePath().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            // Nobody's directory is kept busy.
            .directory(new File("/"));
    Map<String, String> environment = builder.environment();
    environment.put(SERVER, "1");
    makeAbsolute(environment);
    return builder;
  }

  private void add(List<String> command, Option option) {
    String value = arguments.value(option);
    if (value != null) {
      command.add(option.name());
      command.add(option.equals(Devices.ROOT) ? absolute(value) : value);
    }
  }

  private static void makeAbsolute(Map<String, String> environment) {
    @Nullable String root = environment.get("PMP_ROOT");
    if (root != null && !root.isEmpty()) {
      environment.put("PMP_ROOT", absolute(root));
    }
  }

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().toString();
  }

  private static int await(Process server) throws IOException {
    try {
      int code = server.waitFor();
      return code == ExitCode.DONE ? ExitCode.FAILED : code;
    } catch (InterruptedException told) {
      server.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", told);
    }
  }

  /// In the server: it is mounted.
  static void ready(Mount mount, Device device, Stdio io) throws IOException {
    if (System.getenv(SERVER) != null) {
      Mount.leaveTerminal();
      io.println(READY);
    } else {
      io.println(
          "The device '"
              + PipeName.printable(device.name())
              + "' is mounted on "
              + PipeName.printable(mount.directory().toString())
              + "; Ctrl-C unmounts it.");
    }
    io.flush();
  }
}
