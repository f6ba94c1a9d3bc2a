package org.poormanspipes.testing;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.Replica;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Several NATS servers that keep copies for each other, and a connection that looks who leads.
public final class NatsCluster implements AutoCloseable {
  private static final String NAME = "server";
  private static final Pattern CURRENT = Pattern.compile("\"current\":\\s*true");
  private static final Pattern META_LEADER =
      Pattern.compile("\"meta_cluster\":\\s*\\{[^}]*\"leader\":\\s*\"" + NAME + "(\\d)\"");

  private final List<NatsServer> servers = new ArrayList<>();
  private final Connection connection;

  /// Starts so many, and waits until they are one.
  public NatsCluster(int count) throws Exception {
    boolean started = false;
    try {
      start(count);
      connection = connect();
      started = true;
    } finally {
      if (!started) {
        closeServers();
      }
    }
    Eventually.holds("the servers are one", this::isUp);
  }

  private void start(int count) throws IOException {
    List<Integer> ports = freePorts(count);
    String routes =
        ports.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(","));
    for (int number = 0; number < count; number++) {
      servers.add(
          NatsServer.with(
              "-js",
              "-n",
              NAME + number,
              "-m",
              "-1",
              "--cluster_name",
              "tests",
              "--cluster",
              "nats://127.0.0.1:" + ports.get(number),
              "--routes",
              routes));
    }
  }

  /// Ports that were free a moment ago: the servers must know each other's before they start.
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private Connection connect() throws IOException, InterruptedException {
    String[] urls =
        servers.stream().map(server -> "nats://127.0.0.1:" + server.port()).toArray(String[]::new);
    return Nats.connect(
        new Options.Builder()
            .servers(urls)
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(100))
            .errorListener(new Silent())
            .build());
  }

  /// Servers are killed here on purpose.
  private static final class Silent implements io.nats.client.ErrorListener {}

  /// One of them.
  public NatsServer server(int number) {
    return servers.get(number);
  }

  /// The address of a device of which each has a copy.
  public String device(String name) {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(",", "nats://", "/" + name + "?replicas=" + servers.size()));
  }

  /// The stream that keeps what was written into the only pipe of a device.
  public String onlyPipe(String device) throws IOException, JetStreamApiException {
    List<String> names =
        connection.jetStreamManagement().getStreamNames().stream()
            .filter(name -> name.startsWith("PMPD_" + device))
            .toList();
    if (names.size() != 1) {
      throw new IllegalStateException("streams=" + names);
    }
    return names.getFirst();
  }

  /// Which server leads a stream; -1 if none does now, or none can be asked.
  public int leaderOf(String stream) {
    ClusterInfo info = look(stream);
    String leader = info == null ? null : info.getLeader();
    return leader == null ? -1 : Integer.parseInt(leader.substring(NAME.length()));
  }

  /// Whether all servers have all of a stream.
  public boolean isWhole(String stream) {
    ClusterInfo info = look(stream);
    return info != null
        && info.getLeader() != null
        && info.getReplicas() != null
        && info.getReplicas().size() == servers.size() - 1
        && info.getReplicas().stream().allMatch(Replica::isCurrent);
  }

  private ClusterInfo look(String stream) {
    try {
      return connection.jetStreamManagement().getStreamInfo(stream).getClusterInfo();
    } catch (IOException | JetStreamApiException | IllegalStateException notNow) {
      return null;
    }
  }

  /// Which server leads the group that knows of all streams; -1 if none does now.
  public int metaLeader() {
    for (NatsServer server : servers) {
      Matcher found = META_LEADER.matcher(jetStream(server));
      if (found.find()) {
        return Integer.parseInt(found.group(1));
      }
    }
    return -1;
  }

  /// Whether all of them are up, as the one that leads sees it.
  public boolean isUp() {
    int leader = metaLeader();
    String said = leader < 0 ? "" : jetStream(servers.get(leader));
    return CURRENT.matcher(said).results().count() == servers.size() - 1
        && !said.contains("\"offline\"");
  }

  /// What a server tells of its JetStream; nothing if it is dead.
  private static String jetStream(NatsServer server) {
    URI look = URI.create("http://127.0.0.1:" + server.monitoringPort() + "/jsz");
    try (InputStream in = look.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException dead) {
      return "";
    }
  }

  private void closeServers() throws IOException {
    for (NatsServer server : servers) {
      server.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (InterruptedException alerted) {
      Thread.currentThread().interrupt();
    } finally {
      closeServers();
    }
  }
}
