package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Programs log into a pipe that overwrites: they are never stopped, and the newest records are
/// there, whole, for whoever looks, now or later.
final class LogsTest {
  private static final int SECONDS = Math.max(3, Integer.getInteger("pmp.mount.seconds", 8) / 2);
  private static final int CAPACITY = 65_536;

  @RegisterExtension static final Mounted MOUNT = new Mounted();

  /// Reads meanwhile as fast as it can; each record has to be whole.
  private static final String READS =
      """
      import re
      whole = re.compile(sys.argv[1].encode() + b"\\n", re.S)
      f, n = opened(sys.argv[2], RD), 0
      end = time.monotonic() + int(sys.argv[3])
      while time.monotonic() < end:
          if select.select([f], [], [], 0.1)[0]:
              record = os.read(f, 9999)
              n += 1
              if not whole.fullmatch(record):
                  raise AssertionError(record)
              time.sleep(0.0005)
      print(n)
      """;

  private static void create(String name) throws Exception {
    MOUNT
        .device()
        .create(
            name,
            PipeOptions.builder()
                .type(PipeType.MESSAGE)
                .whenFull(WhenFull.OVERWRITE)
                .lifetime(Lifetime.PERMANENT)
                .capacity(CAPACITY)
                .build());
  }

  private static Client reader(String record, String name) throws Exception {
    return MOUNT.startPython(READS, record, name, "" + SECONDS);
  }

  /// What is left in the pipe, by the library.
  private static List<String> rest(String name) throws Exception {
    List<String> records = new ArrayList<>();
    ByteBuffer record = ByteBuffer.allocate(10_000);
    try (PipeChannel pipe = MOUNT.device().open(name, Access.READ)) {
      int length = pipe.read(record.clear(), Timeout.NOW);
      while (length >= 0 || length == Outcome.LOST) {
        if (length >= 0) {
          records.add(new String(record.array(), 0, length, UTF_8));
        }
        length = pipe.read(record.clear(), Timeout.NOW);
      }
    }
    return records;
  }

  /// The newest are there, one after the other, up to the last that was written.
  private static void endsWith(List<String> records, String pattern, long last) {
    assertThat(records).hasSizeGreaterThan(100);
    long number = last - records.size();
    for (String record : records) {
      number++;
      assertThat(record).matches("(?s)" + pattern.formatted(number) + "\n");
    }
  }

  private static void read(String what, Client reader, long written) throws Exception {
    String read = reader.end().isFine().out().strip();
    System.out.println(what + ": " + written + " records in " + SECONDS + " s, read " + read);
    assertThat(Long.parseLong(read)).isGreaterThan(10);
  }

  @Test
  void nginxIsNeverStoppedByItsLog(@TempDir Path temporary) throws Exception {
    String nginx = Programs.find("nginx");
    create("ACCESS");
    Path socket = temporary.resolve("socket");
    Path configuration =
        Files.writeString(
            temporary.resolve("nginx.conf"),
            """
            daemon off; master_process off; user root; pid %1$s/pid; error_log stderr;
            events { worker_connections 64; }
            http {
              log_format numbered '$request_uri "$http_user_agent" $status';
              access_log %2$s/ACCESS numbered;
              client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              keepalive_requests 100000000;
              server { listen unix:%1$s/socket; location / { return 200 "ok"; } }
            }
            """
                .formatted(temporary, MOUNT.directory()));
    try (Client server = MOUNT.start(nginx, "-e", "stderr", "-c", configuration.toString());
        Client reader = reader("/[0-9]+ \"x{40}\" 200", "ACCESS")) {
      Said load =
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
                  end, n, longest = time.monotonic() + int(sys.argv[2]), 0, 0
                  while time.monotonic() < end:
                      n += 1
                      began = time.monotonic()
                      s.sendall(b"GET /%d HTTP/1.1\\r\\nHost: h\\r\\nUser-Agent: %s\\r\\n\\r\\n"
                                % (n, b"x" * 40))
                      got = b""
                      while not got.endswith(b"\\r\\n\\r\\nok"):
                          more = s.recv(4096)
                          if not more:
                              raise AssertionError(got)
                          got += more
                      longest = max(longest, time.monotonic() - began)
                  print(n, "%.0f" % (longest * 1000))
                  """,
                  socket.toString(), "" + SECONDS)
              .isFine();
      String[] figures = load.out().strip().split(" ", -1);
      long requests = Long.parseLong(figures[0]);
      read("nginx (longest request " + figures[1] + " ms)", reader, requests);
      server.signal("TERM");
      assertThat(server.end().code()).isZero();
      endsWith(rest("ACCESS"), "/%d \"x{40}\" 200", requests);
    }
  }

  @Test
  void aScriptsLogKeepsItsNewestRecords() throws Exception {
    create("SCRIPT");
    try (Client reader = reader("record [0-9]+ y{50}", "SCRIPT")) {
      Said script =
          MOUNT
              .bash(
                  "y=$(printf 'y%.0s' {1..50}); end=$((SECONDS + "
                      + SECONDS
                      + ")); n=0\n"
                      + "exec 3>> $M/SCRIPT\n"
                      + "while ((SECONDS < end)); do echo \"record $((++n)) $y\" >&3; done\n"
                      + "for i in {1..2000}; do echo \"record $((++n)) $y\" >> $M/SCRIPT; done\n"
                      + "echo $n")
              .isFine();
      long written = Long.parseLong(script.out().strip());
      read("a script", reader, written);
      endsWith(rest("SCRIPT"), "record %d y{50}", written);
    }
  }

  @Test
  void aLoggerOfJavaKeepsItsNewestRecords() throws Exception {
    create("JAVA");
    create("WRITER");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (Client reader = reader("record [0-9]+ z{50}", "JAVA")) {
      Said logger =
          MOUNT
              .start(
                  java,
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  Mounted.resource("LogsOfJava.java").toString(),
                  MOUNT.directory().toString(),
                  "" + SECONDS)
              .end()
              .isFine();
      long written = Long.parseLong(logger.out().strip());
      read("java.util.logging", reader, written);
      endsWith(rest("JAVA"), "record %d z{50}", written);
      endsWith(rest("WRITER"), "record %d z{50}", written);
    }
  }
}
