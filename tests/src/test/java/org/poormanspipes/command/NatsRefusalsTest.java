package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nats.client.NKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.poormanspipes.Device;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.NatsServer;
import org.poormanspipes.testing.TemporaryRoot;

/// Who is let in by a server with TLS, passwords, tokens, keys and permissions, and what he is told
/// who is not: one sentence, soon, from the command and from the library, and in neither any secret.
/// The tests mostly wait, and run beside each other.
class NatsRefusalsTest {
  private static final String SECRET = "s3cr3t";

  /// A refusal does not wait for what may come back. The patience for that is a minute.
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String JETSTREAM = "jetstream: enabled\n";

  @RegisterExtension final Pmp pmp = new Pmp();

  private static TemporaryRoot files;

  @BeforeAll
  static void requireAServer() throws IOException {
    NatsServer.require();
    files = new TemporaryRoot();
  }

  @AfterAll
  static void removeFiles() throws IOException {
    if (files != null) {
      files.close();
    }
  }

  /// A server with a configuration of its own.
  private static NatsServer server(String configuration) throws IOException {
    Path file = Files.createTempFile(files.path(), "server-", ".conf");
    Files.writeString(file, JETSTREAM + configuration);
    return NatsServer.with("-c", file.toString());
  }

  private static String device(int port, String credentials, String options) {
    return "nats://" + credentials + "127.0.0.1:" + port + "/Example" + options;
  }

  private void works(NatsServer server, String credentials, String options) throws Exception {
    String device = device(server.port(), credentials, options);
    pmp.run("write", "HELLO", "-m", "hello", "--device", device).isFine();
    pmp.run("read", "HELLO", "--device", device).printed("hello\n");
  }

  /// The command and the library refuse it, with these words in the sentence.
  private void refused(Kind kind, String device, String... words) throws Exception {
    long began = System.nanoTime();
    Result result = pmp.run("write", "HELLO", "-m", "hello", "--device", device);
    result.refused(kind == Kind.INVALID ? 2 : 1, words);
    assertThat(result.err()).doesNotContain(SECRET);
    DeviceException refused =
        catchThrowableOfType(DeviceException.class, () -> Device.open(device).close());
    assertThat(refused).as("the library's refusal").isNotNull();
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
    assertThat(refused.getMessage()).contains(words).doesNotContain("\n");
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void usersWithPasswords() throws Exception {
    try (NatsServer server =
        server("authorization { user: me, password: " + SECRET + ", timeout: 5 }")) {
      works(server, "me:" + SECRET + "@", "");
      for (String credentials : List.of("me:" + SECRET + "x@", "you:" + SECRET + "@", "")) {
        refused(
            Kind.DENIED,
            device(server.port(), credentials, ""),
            "does not let this user in",
            "user:password@");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tokens() throws Exception {
    try (NatsServer server = server("authorization { token: " + SECRET + ", timeout: 5 }")) {
      works(server, SECRET + "@", "");
      refused(
          Kind.DENIED,
          device(server.port(), SECRET + "x@", ""),
          "does not let this user in",
          "token@");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void keys() throws Exception {
    NKey user = NKey.createUser(new SecureRandom());
    NKey stranger = NKey.createUser(new SecureRandom());
    String known = new String(user.getPublicKey());
    try (NatsServer server =
        server("authorization { users = [ { nkey: " + known + " } ], timeout: 5 }")) {
      works(server, "", "?nkey=" + file("user.nk", new String(user.getSeed())));
      Path other = file("stranger.nk", new String(stranger.getSeed()));
      refused(
          Kind.DENIED,
          device(server.port(), "", "?nkey=" + other),
          "does not let this user in",
          "?nkey=FILE");
      Path spoilt = file("spoilt.nk", SECRET);
      refused(Kind.INVALID, device(server.port(), "", "?nkey=" + spoilt), "holds no NKey seed");
      refused(
          Kind.INVALID,
          device(server.port(), "", "?nkey=" + files.path().resolve("none")),
          "no such file");
    }
  }

  private static Path file(String name, String content) throws IOException {
    return Files.writeString(files.path().resolve(name), content);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void credentialFiles() throws Exception {
    NatsAccount account = new NatsAccount();
    try (NatsServer server = server(account.configuration())) {
      works(server, "", "?creds=" + file("user.creds", account.credentials()));
      Path strange = file("strange.creds", new NatsAccount().credentials());
      refused(
          Kind.DENIED,
          device(server.port(), "", "?creds=" + strange),
          "does not let this user in",
          "?creds=FILE");
      refused(
          Kind.DENIED, device(server.port(), "", ""), "does not let this user in", "?creds=FILE");
      Path spoilt = file("spoilt.creds", SECRET);
      refused(
          Kind.INVALID, device(server.port(), "", "?creds=" + spoilt), "creds=", "no credentials");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void exactlyThePermissionsThatTheManualNamesAreEnough() throws Exception {
    String permissions =
        "{ publish: [\"pmp.>\", \"$JS.API.>\", \"$JS.FC.>\", \"_INBOX.>\"],"
            + " subscribe: [\"pmp.>\", \"_INBOX.>\"] }";
    try (NatsServer server = server(user(permissions))) {
      works(server, "me:" + SECRET + "@", "");
      String device = device(server.port(), "me:" + SECRET + "@", "");
      List<String> sums =
          pmp.bash(
                  "set -o pipefail; seq 300000 | \"$PMP\" write MUCH --device "
                      + device
                      + " & \"$PMP\" read MUCH --device "
                      + device
                      + " | cksum; seq 300000 | cksum")
              .isFine()
              .lines();
      assertThat(sums).hasSize(2);
      assertThat(sums.getFirst()).isEqualTo(sums.getLast());
    }
  }

  private static String user(String permissions) {
    return "authorization { users = [ { user: me, password: "
        + SECRET
        + ", permissions: "
        + permissions
        + " } ] }";
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMissingPermissionIsNamedAtOnce() throws Exception {
    String mend = "permit publishing to pmp.>, $JS.API.>, $JS.FC.> and _INBOX.>";
    missing("{ publish: { deny: \"$JS.API.>\" } }", "publish to '$JS.API.INFO'", mend);
    missing("{ publish: { deny: \"pmp.>\" } }", "publish to 'pmp.", mend);
    missing("{ subscribe: { deny: \"pmp.>\" } }", "subscribe to 'pmp.", mend);
    missing("{ subscribe: { deny: \"_INBOX.>\" } }", "subscribe to '_INBOX.", mend);
    missing("{ publish: { deny: \"$JS.API.STREAM.>\" } }", "publish to '$JS.API.STREAM.", mend);
  }

  private void missing(String permissions, String... words) throws Exception {
    try (NatsServer server = server(user(permissions))) {
      refused(Kind.DENIED, device(server.port(), "me:" + SECRET + "@", ""), words);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPermissionThatOnlyReadingNeedsIsNamedWhenItIsRead() throws Exception {
    try (NatsServer server = server(user("{ publish: { deny: [\"$JS.API.CONSUMER.>\"] } }"))) {
      String device = device(server.port(), "me:" + SECRET + "@", "");
      pmp.run("write", "HELLO", "-m", "hello", "--device", device).isFine();
      pmp.run("read", "HELLO", "--device", device)
          .refused(1, "publish to '$JS.API.CONSUMER.", "permit publishing");
    }
  }

  /// The server sends so much before it wants to hear that it came.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPermissionThatOnlyReadingMuchNeedsIsNamedWhenTheServerSendsNoMore() throws Exception {
    try (NatsServer server = server(user("{ publish: { deny: [\"$JS.FC.>\"] } }"))) {
      String device = device(server.port(), "me:" + SECRET + "@", "");
      pmp.run("create", "MUCH", "--capacity=32M", "--lifetime=permanent", "--device", device)
          .isFine();
      pmp.bash("head -c 30000000 /dev/zero | \"$PMP\" write MUCH --device " + device).isFine();
      pmp.bash("\"$PMP\" read MUCH --raw --device " + device + " > /dev/null")
          .refused(1, "publish to '$JS.FC.", "permit publishing");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tlsWithATrustedCertificateAndWithout() throws Exception {
    NatsCertificate certificate = NatsCertificate.make(files.path(), "server");
    NatsCertificate other = NatsCertificate.make(files.path(), "other");
    // The server's two seconds for a greeting are too few for a busy machine.
    String tls =
        "tls { cert_file: '%s', key_file: '%s', timeout: 30 }\n"
            .formatted(certificate.certificate(), certificate.key());
    try (NatsServer server = server(tls)) {
      String device = device(server.port(), "me:" + SECRET + "@", "?tls=true");
      certificate.trusted(pmp, "write", "HELLO", "-m", "hello", "--device", device).isFine();
      certificate.trusted(pmp, "read", "HELLO", "--device", device).printed("hello\n");
      certificate.trustedHere(() -> Device.open(device).close());
      other
          .trusted(pmp, "ls", "--device", device)
          .refused(1, "certificate is not trusted", "javax.net.ssl.trustStore");
      refused(Kind.AWAY, device, "certificate is not trusted", "javax.net.ssl.trustStore");
      refused(Kind.AWAY, device(server.port(), "me:" + SECRET + "@", ""), "TLS", "?tls=true");
    }
    try (NatsServer plain = NatsServer.withJetStream()) {
      refused(
          Kind.AWAY, device(plain.port(), "me:" + SECRET + "@", "?tls=true"), "TLS", "?tls=true");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aServerWithoutJetStreamAndAnAccountWithoutIt() throws Exception {
    try (NatsServer without = NatsServer.with()) {
      refused(
          Kind.UNSUPPORTED,
          device(without.port(), "me:" + SECRET + "@", ""),
          "has no JetStream",
          "-js");
    }
    String accounts =
        "accounts {\n A { users = [ { user: me, password: "
            + SECRET
            + " } ] }\n B { jetstream: enabled\n users = [ { user: you, password: x } ] }\n}\n";
    try (NatsServer server = server(accounts)) {
      refused(
          Kind.UNSUPPORTED,
          device(server.port(), "me:" + SECRET + "@", ""),
          "has no JetStream",
          "for the account");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whereNoNatsServerIs() throws Exception {
    refused(
        Kind.AWAY,
        device(1, "me:" + SECRET + "@", ""),
        "no NATS server answers",
        "127.0.0.1:1",
        "nothing listens there");
    refused(
        Kind.AWAY,
        "nats://me:" + SECRET + "@no.such.host.invalid/Example",
        "no NATS server answers",
        "no.such.host.invalid",
        "no host of that name");
    pmp.run("write", "A", "-m", "x", "--device", "nats://me:" + SECRET + "@127.0.0.1")
        .refused(2, "names no device");
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      refused(
          Kind.AWAY,
          device(silent.getLocalPort(), "me:" + SECRET + "@", ""),
          "does not greet as one");
    }
    try (ServerSocket talks = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(talks));
      refused(
          Kind.AWAY,
          device(talks.getLocalPort(), "me:" + SECRET + "@", ""),
          "no NATS server answers",
          "look whether the port is a NATS server's");
    }
  }

  /// As a server of another protocol does.
  private static void greet(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          OutputStream out = client.getOutputStream()) {
        out.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      } catch (IOException ended) {
        return;
      }
    }
  }
}
