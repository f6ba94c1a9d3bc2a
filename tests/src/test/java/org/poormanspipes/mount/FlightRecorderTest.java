package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Device;
import org.poormanspipes.examples.Shop;
import org.poormanspipes.logback.PipeAppender;
import org.poormanspipes.testing.Page;
import org.slf4j.Logger;

/// The guide to the flight recorder, from the first command to the last: programs log as it says,
/// are killed, and what they logged last is there.
final class FlightRecorderTest {
  @RegisterExtension static final Mounted MOUNT = Mounted.later("");

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path temporary;

  @Test
  void everyCommandOfTheGuideDoesWhatItSays() throws Exception {
    String nginx = Programs.find("nginx");
    Guide guide = new Guide("docs/flight-recorder.md", "/tmp/recorder", MOUNT);
    Deque<Page.Block> commands = new ArrayDeque<>(guide.scripts());

    run(guide, commands.pop()).printed("");
    killedNginx(guide, nginx);
    assertThat(run(guide, commands.pop()).isFine().out().lines())
        .hasSize(20)
        .allMatch(line -> line.matches(".* \"GET /[0-9]+ HTTP/1.1\" 200 .*"))
        .first()
        .asString()
        .contains("GET /1 HTTP");
    Page.Block script = commands.pop();
    // The shell says on standard error that it was killed.
    assertThat(run(guide, script).out()).isEqualTo(script.promised());
    killedShop(guide);
    assertThat(run(guide, commands.pop()).isFine().out())
        .matches(".* INFO \\[main\\] .*Shop order bread\n.* INFO \\[main\\] .*Shop order milk\n");
    run(guide, commands.pop()).printed("");
    killedLogger(guide, "first");
    killedLogger(guide, "second");
    assertThat(run(guide, commands.pop()).isFine().out())
        .contains(" INFO orders first\n", " INFO orders second\n")
        .containsOnlyOnce("first")
        .contains(" WARNING orders and no more\njava.lang.IllegalStateException: out of stock\n");

    assertThat(run(guide, commands.pop()).isFine().out())
        .containsPattern(" 4M .* NGINX\n")
        .containsPattern(" 256K .* ORDERS\n");
    assertThat(run(guide, commands.pop()).out()).contains("logind");
    run(guide, commands.pop()).isFine();
    run(guide, commands.pop()).printed("");
    assertThat(commands).isEmpty();
    assertThat(MOUNT.directory()).isEmptyDirectory();
  }

  private static Said run(Guide guide, Page.Block block) throws Exception {
    return guide.run(block.text());
  }

  private void killedNginx(Guide guide, String nginx) throws Exception {
    Path configuration =
        Files.writeString(
            temporary.resolve("nginx.conf"),
            """
            daemon off; master_process off; user root; pid %1$s/pid; error_log stderr;
            events { worker_connections 64; }
            http {
              %2$s
              client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              server { listen unix:%1$s/socket; location / { return 200 "ok"; } }
            }
            """
                .formatted(temporary, guide.file("nginx.conf")));
    try (Client server = MOUNT.start(nginx, "-e", "stderr", "-c", configuration.toString())) {
      MOUNT
          .python(
              """
              import socket
              def connect():
                  s = socket.socket(socket.AF_UNIX)
                  s.settimeout(LIMIT)
                  s.connect(sys.argv[1])
                  return [s]
              s = until("nginx listens", lambda: not refusal(connect) and connect())[0]
              for n in range(1, 21):
                  s.sendall(b"GET /%d HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n" % n)
                  got = b""
                  while not got.endswith(b"\\r\\n\\r\\nok"):
                      more = s.recv(4096)
                      if not more:
                          raise AssertionError(got)
                      got += more
              """,
              temporary.resolve("socket").toString())
          .isFine();
      kill(server);
    }
  }

  /// The JVM with Logback is no client of the mount; it is there for its root directory's sake.
  private void killedShop(Guide guide) throws Exception {
    Path configuration =
        Files.writeString(temporary.resolve("logback.xml"), guide.file("logback.xml"));
    try (Client shop =
        MOUNT.start(
            JAVA,
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=" + configuration,
            "-cp",
            Guide.jars(
                Device.class,
                Shop.class,
                PipeAppender.class,
                LoggerContext.class,
                Context.class,
                Logger.class),
            Shop.class.getName())) {
      for (String order : List.of("bread", "milk")) {
        shop.type(order);
        shop.until("taken: " + order);
      }
      kill(shop);
    }
  }

  private void killedLogger(Guide guide, String says) throws Exception {
    Path configuration =
        Files.writeString(
            temporary.resolve("logging.properties"), guide.file("logging.properties"));
    try (Client logger =
        MOUNT.start(
            JAVA,
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.logging.config.file=" + configuration,
            Mounted.resource("KilledWhileLogging.java").toString(),
            says)) {
      kill(logger.until("logged"));
    }
  }

  /// Without any chance to write something more. Its watchdog goes with it.
  private static void kill(Client client) throws Exception {
    for (long pid : client.pids()) {
      new ProcessBuilder("kill", "-KILL", "" + pid).start().waitFor();
    }
    assertThat(client.end().code()).isNotZero();
  }
}
