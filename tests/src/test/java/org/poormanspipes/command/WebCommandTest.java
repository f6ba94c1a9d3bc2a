package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poormanspipes.testing.Requires;

/// `pmp web` as a command: what it refuses, its token's file, and how it ends.
final class WebCommandTest {
  @RegisterExtension final Pmp pmp = new Pmp();

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:0, unencrypted",
    "192.0.2.1:80, ssh -L",
    "'[::]:0', unencrypted",
    "unix:/tmp/x, Unix socket",
    "/tmp/x, Unix socket",
    "127.0.0.1, no port",
    "'[::1]', no port",
    "127.0.0.1:65536, from 0 to 65535",
    "127.0.0.1:-1, from 0 to 65535",
    "example.org:80, is no address",
    "::1:80, is no address",
    "'', no port",
  })
  void onlyLoopbackAddressesAreListenedOn(String address, String why) throws Exception {
    pmp.run("web", "--listen", address).refused(2, "can't listen on '" + address + "'", why);
  }

  @Test
  void aPortThatIsTakenAndADeviceThatIsNotThereAreToldInASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      pmp.run("web", "--listen", address).refused(1, address, "in use", "another port");
    }
    pmp.run("web", "--device", "Missing").refused(1, "no device 'Missing'");
    pmp.run("web", "surplus").refused(2, "surplus");
  }

  @Test
  void aTokensFileIsItsOwnersAlone() throws Exception {
    Path file = pmp.root().resolve("token");
    try (Talk first = pmp.start("web", "--token-file", file.toString())) {
      String address = first.until("\n");
      String token = Files.readString(file).strip();
      assertThat(address)
          .isEqualTo(address.substring(0, address.indexOf("=")) + "=" + token + "\n");
      assertThat(token).hasSize(43);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      try (Talk second = pmp.start("web", "--token-file", file.toString())) {
        assertThat(second.until("\n")).endsWith("=" + token + "\n");
      }
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    pmp.run("web", "--token-file", file.toString()).refused(2, file.toString(), "chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "short");
    pmp.run("web", "--token-file", file.toString()).refused(2, "holds no token", "22 to 200");
    Files.writeString(file, "x".repeat(2000));
    pmp.run("web", "--token-file", file.toString()).refused(2, "no small file");
    pmp.run("web", "--token-file", pmp.root().toString()).refused(2, "token file");
    pmp.run("web", "--token-file", "/nowhere/token").refused(1, "/nowhere/token");
    pmp.run("web", "--token-file", "").refused(2, "needs a file");
  }

  @Test
  void aTokensFileOfAnotherUserIsRefused() throws Exception {
    Requires.root();
    Path file = pmp.root().resolve("token");
    Files.writeString(file, "x".repeat(30));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(file, "unix:uid", 65_534);
    pmp.run("web", "--token-file", file.toString()).refused(2, "belongs to another user");
  }

  @Test
  void anAddressOfTheSixthVersionIsPrintedAsItIsAnswered() throws Exception {
    Requires.thing(isThere("::1"), "needs the address ::1");
    try (Talk web = pmp.start("web", "--listen", "[0:0:0:0:0:0:0:1]:0")) {
      String address = web.until("\n").strip();
      assertThat(address).startsWith("http://[::1]:");
      URLConnection page = URI.create(address).toURL().openConnection(Proxy.NO_PROXY);
      ((HttpURLConnection) page).setInstanceFollowRedirects(false);
      assertThat(((HttpURLConnection) page).getResponseCode()).isEqualTo(303);
    }
  }

  private static boolean isThere(String address) {
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsItAtOnceWithTheUsualCode(String signal, int code) throws Exception {
    try (Talk web = pmp.start("web")) {
      assertThat(web.until("\n")).startsWith("http://127.0.0.1:");
      pmp.program("kill", "-" + signal, Long.toString(web.pid())).isFine();
      assertThat(web.rest()).isEmpty();
      assertThat(web.code()).isEqualTo(code);
    }
  }

  @Test
  void theCommandIsFoundBehindAnOptionToo() throws Exception {
    pmp.run("device", "create", "Other").isFine();
    try (Talk web = pmp.start("--device", "Other", "web", "--listen", "127.0.0.2:0")) {
      assertThat(web.until("\n")).startsWith("http://127.0.0.2:");
    }
  }
}
