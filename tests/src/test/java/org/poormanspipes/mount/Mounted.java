package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.TemporaryRoot;

/// A device of the tests' own, mounted by the command in a namespace of its own. One server serves
/// all tests of a class, each with pipes of its own. After each test no client may be left.
final class Mounted implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Path COMMAND = Path.of(System.getProperty("pmp.command"));
  private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();
  private static final List<String> FOREIGN =
      List.of("PMP_DEVICE", "PMP_DEBUG", "PMP_AOT", "PMP_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

  private final String prepare;
  private final List<String> options;

  /// How many lines the server may have said in the end.
  private int complaints;

  private TemporaryRoot root;
  private Path directory;
  private Namespace namespace;
  private final List<Client> lasting = new ArrayList<>();
  private Client server;
  private Device device;

  /// @param options of `pmp mount`
  Mounted(String... options) {
    this("", List.of(options));
  }

  private Mounted(String prepare, List<String> options) {
    this.prepare = prepare;
    this.options = options;
  }

  /// One whose namespace is prepared by commands of the shell.
  ///
  /// @param options of `pmp mount`
  static Mounted in(String prepare, String... options) {
    return new Mounted(prepare, List.of(options));
  }

  /// One whose namespace is prepared by commands of the shell; what is mounted there, and when, is
  /// the tests' business.
  static Mounted later(String prepare) {
    return new Mounted(prepare, List.of("later"));
  }

  /// Its server may say so many lines of what it refused, but none of a fault.
  Mounted complaining(int lines) {
    complaints = lines;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    namespace = new Namespace(prepare);
    root = new TemporaryRoot();
    directory = Files.createTempDirectory("pmp-mount-").toRealPath();
    device = Device.open(DeviceOptions.builder().root(root.path()).build());
    if (!options.contains("later")) {
      serve();
    }
  }

  /// Starts the server.
  Client serve() throws Exception {
    List<String> words = new ArrayList<>(List.of("mount", "--foreground"));
    words.addAll(options.contains("later") ? List.of() : options);
    words.add(directory.toString());
    server = serve(words);
    return server;
  }

  /// Starts a server, and waits until it serves.
  Client serve(List<String> words) throws Exception {
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
    line.add(COMMAND.toString());
    line.addAll(words);
    return new Client(builder(line)).until("is mounted on");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (namespace != null) {
      Eventually.holds("no client is left of " + states(), () -> others().isEmpty());
    }
  }

  private List<Long> others() throws IOException {
    List<Long> found = new ArrayList<>(namespace.processes());
    if (server != null) {
      found.remove(server.pid());
    }
    lasting.forEach(client -> found.removeAll(client.pids()));
    return found;
  }

  /// A client that serves several tests.
  void lasts(Client client) {
    lasting.add(client);
  }

  /// Who uses the mount, with name and state, for messages.
  private List<String> states() throws IOException {
    List<String> states = new ArrayList<>();
    for (long pid : others()) {
      try {
        states.add(Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll("\\).*", ")"));
      } catch (IOException gone) {
        states.add(pid + " (gone)");
      }
    }
    return states;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (namespace == null) {
      return;
    }
    try {
      if (server != null && server.isAlive()) {
        String said = server.signal("TERM").end().err();
        assertThat(said).as("what the server complained of").doesNotContain("Exception", "Error:");
        assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(complaints);
      }
    } finally {
      namespace.close();
      if (device != null) {
        device.close();
        root.close();
        Files.delete(directory);
      }
    }
  }

  /// The device, through shared memory.
  Device device() {
    return device;
  }

  Path root() {
    return root.path();
  }

  /// Where it is mounted: in the namespace. Here it is an empty directory.
  Path directory() {
    return directory;
  }

  Namespace namespace() {
    return namespace;
  }

  Client server() {
    return server;
  }

  /// Prepares a program that runs in the namespace: `$M` is the mount, `$PMP` the command.
  ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(namespace.inside(line));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(FOREIGN);
    environment.put("PMP_ROOT", root.path().toString());
    environment.put("PMP", COMMAND.toString());
    environment.put("M", directory.toString());
    environment.put("PATH", Programs.path());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("XDG_CACHE_HOME", CACHE.toString());
    environment.put("PYTHONPATH", resource("clients.py").getParent().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    return builder;
  }

  /// A file beside these classes.
  static Path resource(String name) {
    try {
      return Path.of(Mounted.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts a program with a watchdog.
  Client start(String... line) throws IOException {
    return start(Client.WATCHDOG_SECONDS, line);
  }

  /// Starts a program with a watchdog that is more patient.
  Client start(int seconds, String... line) throws IOException {
    List<String> watched = new ArrayList<>(List.of("timeout", "-s", "KILL", "" + seconds));
    watched.addAll(Arrays.asList(line));
    return new Client(builder(watched), seconds);
  }

  /// Runs a script of the shell.
  Said bash(String script) throws Exception {
    return start("bash", "-c", script).end();
  }

  /// Runs a program of Python.
  Said python(String script, String... arguments) throws Exception {
    return startPython(script, arguments).end();
  }

  Client startPython(String script, String... arguments) throws Exception {
    return start(
        Stream.concat(
                Stream.of(Programs.python(), "-c", "from clients import *\n" + script),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  /// Runs the command.
  Said pmp(String... words) throws Exception {
    return start(
            Stream.concat(Stream.of(COMMAND.toString()), Stream.of(words)).toArray(String[]::new))
        .end();
  }
}
