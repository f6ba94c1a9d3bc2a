package org.poormanspipes.bench.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// NATS servers of the measurement's own, on ports of their own, with their data below the place's
/// directory; one alone, or several as a cluster.
final class Servers {
  private static final Pattern CLIENT_PORT = Pattern.compile("nats://[^:\"]+:(\\d+)");
  private static final int PATIENCE = 600;
  private static final long PAUSE_MILLIS = 50;

  private Servers() {}

  /// Starts them; they end with the place.
  ///
  /// @return where clients reach them: `host:port`, with commas
  /// @throws Shortage if there is no server program
  static String start(Place place, int count) throws IOException {
    String program = System.getProperty("pmp.nats-server", "");
    if (!Files.isExecutable(Path.of(program))) {
      throw new Shortage("there is no nats-server: bench/nats/run brings one");
    }
    List<Integer> routes = count == 1 ? List.of() : freePorts(count);
    String all =
        routes.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(","));
    List<Path> directories = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path directory = Files.createDirectory(place.file("server" + count + "-" + i));
      directories.add(directory);
      List<String> command = new ArrayList<>(List.of(program, "-js", "-n", "server" + i));
      command.addAll(List.of("-a", "127.0.0.1", "-p", "-1", "-sd", directory + "/data"));
      command.addAll(List.of("--ports_file_dir", directory.toString(), "-l", directory + "/log"));
      if (count > 1) {
        command.addAll(List.of("--cluster_name", "bench", "--routes", all));
        command.addAll(List.of("--cluster", "nats://127.0.0.1:" + routes.get(i)));
      }
      place.start(new ProcessBuilder(command));
    }
    List<String> addresses = new ArrayList<>();
    for (Path directory : directories) {
      addresses.add("127.0.0.1:" + awaitPort(directory));
    }
    return String.join(",", addresses);
  }

  /// Ports that were free a moment ago, for servers must know each other's before they start.
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return ports;
  }

  private static int awaitPort(Path directory) throws IOException {
    for (int look = 0; look < PATIENCE; look++) {
      try (var files = Files.newDirectoryStream(directory, "*.ports")) {
        for (Path file : files) {
          Matcher found = CLIENT_PORT.matcher(Files.readString(file));
          if (found.find()) {
            return Integer.parseInt(found.group(1));
          }
        }
      }
      Place.pause(PAUSE_MILLIS);
    }
    throw new IOException("a NATS server did not start: " + directory.resolve("log"));
  }
}
