package org.poormanspipes.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A NATS server of the tests' own on a port of its own, with its data below a directory that goes
/// with it. It can be stopped and started again at the same port.
public final class NatsServer implements AutoCloseable {
  private static final Pattern CLIENT_PORT = Pattern.compile("(?:nats|tls)://[^:\"]+:(\\d+)");
  private static final Pattern MONITORING_PORT = Pattern.compile("http://[^:\"]+:(\\d+)");

  private final TemporaryRoot root;
  private final Path program;
  private final List<String> options;
  private Process process;
  private int port = -1;
  private int monitoringPort = -1;

  private NatsServer(Path program, List<String> options) throws IOException {
    this.program = program;
    this.root = new TemporaryRoot(Path.of(System.getProperty("java.io.tmpdir")));
    this.options = List.copyOf(options);
  }

  /// Where the program is: `PMP_NATS_SERVER`, what `scripts/bring-nats` brought, or the PATH.
  public static Path program() {
    String named = System.getenv("PMP_NATS_SERVER");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    Path brought = brought("nats-server");
    if (Files.isExecutable(brought)) {
      return brought;
    }
    for (String directory : String.valueOf(System.getenv("PATH")).split(":", -1)) {
      Path program = Path.of(directory, "nats-server");
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return Path.of("nats-server");
  }

  /// One of a version that is refused: what `scripts/bring-nats old` brought.
  public static Path oldProgram() {
    return brought("nats-server-old");
  }

  private static Path brought(String name) {
    return Path.of(System.getProperty("pmp.programs", "target"), name);
  }

  /// For the start of a test or its set-up.
  public static void require() {
    Requires.thing(Files.isExecutable(program()), "needs nats-server (scripts/bring-nats)");
  }

  /// Starts one with JetStream.
  public static NatsServer withJetStream() throws IOException {
    return with("-js");
  }

  /// Starts one with these options.
  public static NatsServer with(String... options) throws IOException {
    return of(program(), List.of(options));
  }

  /// Starts this program with these options.
  public static NatsServer of(Path program, List<String> options) throws IOException {
    NatsServer server = new NatsServer(program, options);
    boolean started = false;
    try {
      server.start();
      started = true;
      return server;
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  /// Starts it again, where it was.
  public void start() throws IOException {
    Path ports = Files.createTempDirectory(root.path(), "ports");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-sd",
                root.path().resolve("data").toString(),
                "--ports_file_dir",
                ports.toString(),
                "-l",
                root.path().resolve("log").toString()));
    command.addAll(options);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.path().resolve("out").toFile())
            .start();
    awaitPorts(ports);
  }

  private void awaitPorts(Path ports) throws IOException {
    long end = System.nanoTime() + Eventually.LIMIT.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (var files = Files.list(ports)) {
        for (Path file : files.toList()) {
          String text = Files.readString(file);
          Matcher found = CLIENT_PORT.matcher(text);
          if (found.find()) {
            port = Integer.parseInt(found.group(1));
            Matcher monitoring = MONITORING_PORT.matcher(text);
            monitoringPort = monitoring.find() ? Integer.parseInt(monitoring.group(1)) : -1;
            return;
          }
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException alerted) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IOException("no server: " + Files.readString(root.path().resolve("log")));
  }

  /// Its client port.
  public int port() {
    return port;
  }

  /// Where it tells how it is, if it was started with `-m -1`.
  public int monitoringPort() {
    return monitoringPort;
  }

  /// The address of a device there.
  public String device(String name) {
    return "nats://127.0.0.1:" + port + "/" + name;
  }

  /// Its process.
  public ProcessHandle process() {
    return process.toHandle();
  }

  /// What it said.
  public String log() throws IOException {
    return Files.readString(root.path().resolve("log"));
  }

  /// Ends it as `kill -9` does, and waits for that.
  public void kill() {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException alerted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    root.close();
  }
}
