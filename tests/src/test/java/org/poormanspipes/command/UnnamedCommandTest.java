package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.MainIsAwaited;

/// A pipe without a name, from the shell.
final class UnnamedCommandTest {

  @RegisterExtension final Pmp pmp = new Pmp();

  private Path socket() {
    return pmp.root().resolve("socket");
  }

  private Talk server(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("unnamed", socket().toString()));
    words.addAll(List.of(options));
    Talk server = pmp.start(words.toArray(String[]::new));
    server.until("; Ctrl-C ends that.\n");
    return server;
  }

  @Test
  void itIsServedWrittenReadAndShown() throws Exception {
    String at = socket().toString();
    try (Talk server = server("--type", "message")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
      pmp.run("unnamed", at).refused(1, "another process listens at");
      pmp.run("write", "--unnamed", at, "-m", "hi", "-m", "there").printed("");
      assertThat(pmp.run("stat", "--unnamed", at, "--json").isFine().out())
          .contains("\"name\":", "\"unnamed-", "\"messages-in\":");
      pmp.run("handles", "--unnamed", at, "--json").isFine();
      pmp.run("read", "--unnamed", at, "-n", "2").printed("hi\nthere\n");
      pmp.program("kill", "-TERM", Long.toString(server.pid())).isFine();
      server.rest();
      assertThat(server.code()).isZero();
    }
    assertThat(socket()).doesNotExist();
    pmp.run("read", "--unnamed", at).refused(1, "there is no socket", "pmp unnamed");
    assertThat(pmp.device()).as("a device that nobody asked for").doesNotExist();
  }

  /// As with a recording, which the JVM writes at its end.
  @Test
  void aServerWhoseJvmWasGivenOptionsEndsToo() throws Exception {
    ProcessBuilder builder =
        pmp.builder(List.of(System.getProperty("pmp.command"), "unnamed", socket().toString()));
    builder.environment().put("PMP_JAVA_OPTIONS", MainIsAwaited.option(pmp.root()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try (Talk server = new PipeTalk(pmp.begin(builder))) {
      server.until("; Ctrl-C ends that.\n");
      pmp.program("kill", "-TERM", Long.toString(server.pid())).isFine();
      server.rest();
      assertThat(server.code()).isEqualTo(143);
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void aKilledServerLeavesThePipeToItsUsersAndTheSocketToTheNext() throws Exception {
    String at = socket().toString();
    Talk server = server();
    try (Talk reader = pmp.start("read", "--unnamed", at);
        Talk writer = pmp.start("write", "--unnamed", at)) {
      writer.type("before\n");
      reader.until("before\n");
      server.close();
      writer.type("after\n");
      writer.endInput();
      reader.until("after\n");
      assertThat(reader.rest()).isEmpty();
    }
    assertThat(socket()).exists();
    pmp.run("read", "--unnamed", at).refused(1, "nobody listens at the socket");
    try (Talk next = server()) {
      pmp.run("write", "--unnamed", at, "-m", "new").printed("");
      pmp.run("read", "--unnamed", at, "--once").printed("new\n");
      pmp.program("kill", "-INT", Long.toString(next.pid())).isFine();
      next.rest();
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    String at = socket().toString();
    Files.writeString(socket(), "mine");
    pmp.run("unnamed", at).refused(1, "exists and is no socket");
    assertThat(socket()).hasContent("mine");
    pmp.run("unnamed", pmp.root().resolve("x".repeat(110)).toString()).refused(1, "107 bytes");
    pmp.run("unnamed", "/no/such/place").refused(1, "ENOENT");
    pmp.run("read", "NAME", "--unnamed", at).refused(2, "exclude each other");
    pmp.run("write", "--unnamed", at, "--device", "D").refused(2, "is on no device");
    pmp.run("write").refused(2, "'NAME'");
    pmp.run("unnamed", at, "--lifetime", "drain").refused(2, "--lifetime");
  }

  @Test
  void hostilePeersHoldNobodyUpAndLeaveNothing() throws Exception {
    try (Talk server = server()) {
      pmp.run("stat", "--unnamed", socket().toString()).isFine();
      long before = open(server.pid());
      List<SocketChannel> hostile = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        SocketChannel peer = SocketChannel.open(StandardProtocolFamily.UNIX);
        peer.connect(UnixDomainSocketAddress.of(socket()));
        hostile.add(peer);
        try {
          if (i % 3 == 1) {
            peer.write(ByteBuffer.allocate(4096));
          }
        } catch (IOException served) {
          // It was quicker, and has closed.
        }
        if (i % 3 == 2) {
          peer.close();
        }
      }
      pmp.run("write", "--unnamed", socket().toString(), "-m", "all the same").printed("");
      pmp.run("read", "--unnamed", socket().toString(), "--once").printed("all the same\n");
      Eventually.holds("the server has as much open", () -> open(server.pid()) == before);
      for (SocketChannel peer : hostile) {
        peer.close();
      }
    }
  }

  private static long open(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }
}
