package org.poormanspipes.webpage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.NatsServer;
import org.poormanspipes.testing.Page;
import org.poormanspipes.testing.PageServer;
import org.poormanspipes.testing.PageServer.Reply;
import org.poormanspipes.testing.StrictJson;
import org.poormanspipes.testing.TemporaryRoot;

/// The server without a browser: who is let in, what is answered, and that nothing hangs.
class HttpTest {
  /// A request has a second to come, that the test of it need not take ten.
  private static final String QUICK = "-Dsun.net.httpserver.maxReqTime=1";

  private static final String HOSTILE = "<b>\"\n\u202e\u0007";
  private static final int MOST_CONNECTIONS = 100;

  private static TemporaryRoot root;
  private static Device device;
  private static PageServer server;

  @BeforeAll
  static void start() throws IOException {
    root = new TemporaryRoot();
    device = open("Example");
    server = PageServer.start(root.path(), QUICK);
  }

  @AfterAll
  static void end() throws IOException {
    if (server != null) {
      server.close();
    }
    device.close();
    root.close();
  }

  private static Device open(String name) throws IOException {
    return Device.open(DeviceOptions.builder().root(root.path()).device(name).build());
  }

  @Test
  void nobodyComesInWithoutTheToken() throws Exception {
    String wrong = "x".repeat(server.token().length());
    for (String path : new String[] {"/", "/metrics", "/snapshot", "/app.js", "/nothing"}) {
      assertThat(server.ask("GET " + path + " HTTP/1.1").status()).as(path).isEqualTo(401);
      assertThat(server.ask("GET " + path + "?token=" + wrong + " HTTP/1.1").status())
          .as(path)
          .isEqualTo(401);
    }
    for (String header :
        new String[] {
          "Authorization: Bearer " + wrong,
          "Authorization: Bearer",
          "Authorization: Bearer \u00ff",
          "Authorization: Basic " + server.token(),
          "Cookie: pmp-" + server.port() + "=" + wrong,
          "Cookie: pmp-1=" + server.token()
        }) {
      assertThat(server.ask("GET /metrics HTTP/1.1", header).status()).as(header).isEqualTo(401);
    }
    assertThat(server.get("/metrics").status()).isEqualTo(200);
    assertThat(server.ask("GET /metrics?token=" + server.token() + " HTTP/1.1").status())
        .isEqualTo(200);
  }

  @Test
  void theTokenLeavesTheAddressForACookieThatOpensThePage() throws Exception {
    Reply entered = server.ask("GET /?token=" + server.token() + " HTTP/1.1");
    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.headers()).containsEntry("location", "/");
    String cookie = entered.headers().get("set-cookie");
    assertThat(cookie).contains("; HttpOnly", "; SameSite=Strict");
    Reply page =
        server.ask("GET / HTTP/1.1", "Cookie: other=1; " + cookie.split(";", -1)[0] + "; b=2");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<!doctype html>").doesNotContain(server.token());
    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers())
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("cache-control", "no-store")
        .doesNotContainKey("access-control-allow-origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "127.0.0.1:80@evil"})
  void anotherHostIsRefused(String host) throws Exception {
    Reply reply =
        server.raw(
            "GET /metrics?token="
                + server.token()
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\n\r\n");
    assertThat(reply.status()).isEqualTo(421);
    assertThat(reply.body()).doesNotContain("pmp_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "[::1]:9", "127.0.0.1", "127.1.2.3:1"})
  void aTunnelsHostIsLoopbackToo(String host) throws Exception {
    Reply reply =
        server.raw(
            "GET /snapshot?token="
                + server.token()
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\n\r\n");
    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "QUERY"})
  void nothingCanBeChanged(String method) throws Exception {
    Reply reply = server.ask(method + " / HTTP/1.1", "Authorization: Bearer " + server.token());
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.headers()).containsEntry("allow", "GET, HEAD");
  }

  @Test
  void headSaysWhatGetWouldSend() throws Exception {
    Reply head = server.ask("HEAD /page.css HTTP/1.1", "Authorization: Bearer " + server.token());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers())
        .containsEntry(
            "content-length", "" + server.get("/page.css").body().getBytes(UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/%2e%2e/module-info.class",
        "/page/app.js",
        "/index.html",
        "/WebPage.class",
        "/app.js/",
        "/metrics/",
        "/snapshot/x"
      })
  void onlyThePagesOwnFilesAreThere(String path) throws Exception {
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsTooLargeOrNoRequestIsAnsweredOrHungUpOn() throws Exception {
    for (String bytes :
        new String[] {
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "a".repeat(1 << 20) + "\r\n\r\n",
          "GET /" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "X: a\r\n".repeat(10_000) + "\r\n",
          "\u0000\u00ff\u0080 \r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999\r\n\r\nstalls",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        }) {
      assertThat(server.raw(bytes).status()).as(bytes.substring(0, 8)).isIn(0, 400, 401);
    }
    assertThat(server.get("/").status()).isEqualTo(200);
  }

  @Test
  void whoIsSlowIsHungUpOnAndHoldsNobodyUp() throws Exception {
    try (Socket slow = server.connect()) {
      slow.getOutputStream().write("GET / HT".getBytes(UTF_8));
      assertThat(server.get("/snapshot").status()).isEqualTo(200);
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whoTakesEveryConnectionHasThemNotForLong() throws Exception {
    List<Socket> many = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_CONNECTIONS + 30; i++) {
        Socket socket = server.connect();
        many.add(socket);
        try {
          socket.getOutputStream().write('G');
        } catch (IOException refused) {
          // Too many: this is one of those that are closed at once.
        }
      }
      Eventually.holds("the page answers again", () -> server.get("/").status() == 200);
    } finally {
      for (Socket socket : many) {
        socket.close();
      }
    }
  }

  @Test
  void theSnapshotIsWhatTheCommandsTell() throws Exception {
    PipeOptions options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .delivery(Delivery.BROADCAST)
            .whenFull(WhenFull.OVERWRITE)
            .build();
    try (PipeChannel pipe = device.open(HOSTILE, Access.READ_WRITE, options)) {
      pipe.write(ByteBuffer.wrap(new byte[100]));
      Eventually.holds(
          "the bytes are counted",
          () -> row(snapshot(), "pipes", "name").get("bytes-in").equals(100.0));
      Map<?, ?> seen = row(snapshot(), "pipes", "name");
      assertThat(List.of(seen.get("tail"), seen.get("used"), seen.get("readers")))
          .isEqualTo(List.of(112.0, 112.0, 1.0));
      Map<?, ?> handle = row(snapshot(), "handles", "pipe");
      assertThat(List.of(handle.get("pid"), handle.get("state")))
          .isEqualTo(List.of((double) ProcessHandle.current().pid(), "alive"));
    }
  }

  private static Map<?, ?> snapshot() throws IOException {
    return (Map<?, ?>) StrictJson.parse(server.get("/snapshot").body());
  }

  private static Map<?, ?> row(Map<?, ?> snapshot, String list, String key) {
    for (Object row : (List<?>) snapshot.get(list)) {
      if (((Map<?, ?>) row).get(key).equals(HOSTILE)) {
        return (Map<?, ?>) row;
      }
    }
    return Map.of("bytes-in", -1.0);
  }

  @Test
  void theMetricsAreWellFormedAndTheirNamesAreDocumented() throws Exception {
    PipeOptions options = PipeOptions.builder().whenFull(WhenFull.OVERWRITE).build();
    try (PipeChannel pipe = device.open("M" + HOSTILE, Access.READ_WRITE, options);
        PipeChannel other =
            device.open(
                "B", Access.READ, PipeOptions.builder().delivery(Delivery.BROADCAST).build())) {
      pipe.write(ByteBuffer.wrap(new byte[7]));
      Map<String, String> of = Map.of("device", "Example", "pipe", "M" + HOSTILE);
      Eventually.holds("the bytes are counted", () -> counted(metrics(), of) == 7.0);
      Map<String, MetricsText.Family> families = metrics();
      assertThat(families.get("pmp_pipe_used_bytes").samples()).containsEntry(of, 7.0);
      assertThat(families.get("pmp_pipe_peak_bytes").samples()).containsEntry(of, 7.0);
      assertThat(families.get("pmp_device_up").samples().values()).containsExactly(1.0);
      assertThat(families.values()).allMatch(family -> !family.samples().isEmpty());
      assertThat(documented()).isEqualTo(new LinkedHashSet<>(rows(families)));
    }
  }

  private static double counted(
      Map<String, MetricsText.Family> families, Map<String, String> labels) {
    MetricsText.Family family = families.get("pmp_pipe_bytes_in_total");
    return family == null ? -1 : family.samples().getOrDefault(labels, -1.0);
  }

  private static Map<String, MetricsText.Family> metrics() throws IOException {
    Reply reply = server.get("/metrics");
    assertThat(reply.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
    return MetricsText.parse(reply.body());
  }

  private static List<String> rows(Map<String, MetricsText.Family> families) {
    return families.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue().type() + " " + each.getValue().help())
        .sorted()
        .toList();
  }

  /// Name, type and meaning, as the table of the page has them.
  private static Set<String> documented() throws IOException {
    return new LinkedHashSet<>(
        Pattern.compile("(?m)^\\| `(pmp_\\w+)` \\| (\\w+) \\|[^|]*\\| (.+) \\|$")
            .matcher(Page.of("docs/web.md").text())
            .results()
            .map((MatchResult row) -> row.group(1) + " " + row.group(2) + " " + row.group(3))
            .sorted()
            .toList());
  }

  @Test
  void aDeviceThatGoesIsToldAndOneThatComesBackIsShown() throws Exception {
    open("Brief").close();
    try (PageServer page = PageServer.start(root.path(), QUICK, "--device", "Brief")) {
      assertThat(page.get("/snapshot").status()).isEqualTo(200);
      Device.removeForced(DeviceOptions.builder().root(root.path()).device("Brief").build());
      Eventually.holds(
          "it is said",
          () ->
              page.get("/snapshot")
                  .body()
                  .startsWith("{\"problem\": \"there is no device 'Brief'"));
      assertThat(page.get("/snapshot").status()).isEqualTo(503);
      assertThat(page.get("/metrics").body()).contains("pmp_device_up{device=\"Brief\"} 0.0");
      open("Brief").close();
      Eventually.holds("it is back", () -> page.get("/snapshot").status() == 200);
    }
  }

  /// Also one that nobody has named, which is made if it is missing to begin with.
  @Test
  void aDeviceThatWasRemovedIsNotMadeAgain() throws Exception {
    try (TemporaryRoot other = new TemporaryRoot();
        PageServer page = PageServer.start(other.path(), QUICK)) {
      assertThat(page.get("/snapshot").status()).isEqualTo(200);
      Device.removeForced(DeviceOptions.builder().root(other.path()).build());
      Eventually.holds(
          "it is said", () -> page.get("/snapshot").body().contains("there is no device"));
      assertThat(other.path().resolve("example")).doesNotExist();
    }
  }

  @Test
  void aDeviceOnAServerIsShownToo() throws Exception {
    NatsServer.require();
    try (NatsServer nats = NatsServer.withJetStream()) {
      String address = nats.device("Example");
      try (Device remote = Device.open(address);
          PipeChannel pipe = remote.open("FAR", Access.READ_WRITE);
          PageServer page = PageServer.start(root.path(), QUICK, "--device", address)) {
        pipe.write(ByteBuffer.wrap(new byte[5]));
        Eventually.holds(
            "the bytes are counted",
            () -> page.get("/snapshot").body().contains("\"bytes-in\": 5"));
        assertThat(page.get("/metrics").body()).contains("pmp_pipe_capacity_bytes");
      }
    }
  }
}
