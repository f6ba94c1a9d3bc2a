package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.NatsServer;
import org.poormanspipes.testing.Requires;

/// The command with a device on a NATS server.
class NatsTest {
  @RegisterExtension final Pmp pmp = new Pmp();

  private static NatsServer server;

  @BeforeAll
  static void startServer() throws IOException {
    NatsServer.require();
    server = NatsServer.withJetStream();
  }

  @AfterAll
  static void endServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whatOneCommandWritesAnotherReadsThroughTheServer() throws Exception {
    String device = server.device("Example");
    pmp.run("write", "HELLO", "-m", "hello", "--device", device).isFine();
    assertThat(pmp.run("stat", "HELLO", "--device", device).isFine().lines())
        .anyMatch(line -> line.contains("used") && line.contains("6"));
    pmp.run("read", "hello", "--device", device).printed("hello\n");
    pmp.run("ls", "--device", device).printed("");
  }

  @Test
  void whatCanNotBeIsRefusedInOneSentenceWithoutThePassword() throws Exception {
    pmp.run("write", "A", "-m", "x", "--device", "nats://me:secret@127.0.0.1:1/Example")
        .refused(1, "no NATS server answers", "127.0.0.1:1");
    assertThat(pmp.run("ls", "--device", "nats://me:secret@127.0.0.1:1/Example").err())
        .doesNotContain("secret");
    pmp.run("write", "A", "-m", "x", "--device", "nats://127.0.0.1").refused(2, "names no device");
    pmp.run("ls", "--device", server.device("Missing")).refused(1, "no device 'Missing'");
    try (NatsServer without = NatsServer.with()) {
      pmp.run("write", "A", "-m", "x", "--device", without.device("Example"))
          .refused(1, "has no JetStream", "-js");
    }
  }

  /// It has a connection and does not answer: neither dead, nor a fault.
  @Test
  void aStoppedProcessKeepsNobodyFromThePipe() throws Exception {
    String device = server.device("Example");
    Process reader =
        pmp.begin(
            pmp.builder(List.of("bash", "-c", "exec \"$PMP\" read STOPPED --device " + device)));
    pmp.untilShown("STOPPED", "handles", "--device", device);
    signal("STOP", reader);
    assertThat(pmp.run("handles", "STOPPED", "--device", device).isFine().lines()).hasSize(2);
    pmp.run("write", "STOPPED", "-m", "hello", "--device", device).isFine();
    signal("CONT", reader);
    assertThat(new String(reader.getInputStream().readAllBytes(), UTF_8)).isEqualTo("hello\n");
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  @Test
  void anOldServerAndMoreCopiesThanServersAreRefusedWithTheMend() throws Exception {
    pmp.run("write", "A", "-m", "x", "--device", server.device("Copies") + "?replicas=3")
        .refused(1, "replicas=3 needs a cluster", "leave replicas out");
    Path old = NatsServer.oldProgram();
    Requires.thing(Files.isExecutable(old), "needs an old server (scripts/bring-nats old)");
    try (NatsServer before = NatsServer.of(old, List.of("-js"))) {
      pmp.run("write", "A", "-m", "x", "--device", before.device("Example"))
          .refused(1, "NATS server 2.9.", "may lose data", "use 2.10.27 or newer");
    }
  }

  @Test
  void aBridgeCarriesWhatWasWrittenAlsoWhileTheServerWasGone() throws Exception {
    String remote = server.device("Example") + "/FAR";
    pmp.run("write", "NEAR", "-m", "one", "-m", "two").isFine();
    pmp.run("bridge", "NEAR", remote).isFine();
    server.kill();
    server.start();
    pmp.run("bridge", remote, "BACK").isFine();
    pmp.run("read", "BACK").printed("one\ntwo\n");
  }

  @Test
  void eachMessageThatABridgeBroughtHasItsNumberBesideIt() throws Exception {
    String device = server.device("Example");
    pmp.run("create", "NEAR", "--type=message", "--capacity=4M").isFine();
    pmp.run("write", "NEAR", "-m", "one", "-m", "two").isFine();
    pmp.run("bridge", "NEAR", device + "/NUMBERED").isFine();
    pmp.run("write", "NUMBERED", "-m", "three", "--device", device).isFine();
    List<String> lines =
        pmp.run("read", "NUMBERED", "--numbers", "--device", device).isFine().lines();
    String source = lines.getFirst().substring(0, 16);
    assertThat(lines).containsExactly(source + " 0", "one", source + " 1", "two", "- -", "three");
    pmp.bash(
            "head -c 1500000 /dev/zero | tr '\\0' x | \"$PMP\" write NEAR --type message --capacity 4M")
        .isFine();
    pmp.run("create", "WIDE", "--type=message", "--capacity=4M", "--device", device).isFine();
    pmp.run("bridge", "NEAR", device + "/WIDE").refused(1, "1500000 bytes", "max_payload");
  }
}
