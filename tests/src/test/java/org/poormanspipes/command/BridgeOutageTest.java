package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.OneServer;
import org.poormanspipes.testing.Seed;

/// Bridges between this machine and a NATS server, when the server or the bridge is gone for a
/// while. The tests mostly wait, so they run beside each other.
final class BridgeOutageTest extends OneServer {
  private static final int SECONDS = Integer.getInteger("pmp.bridge.seconds", 3);
  private static final int KILLS = Integer.getInteger("pmp.bridge.kills", 3);

  @RegisterExtension final Pmp pmp = new Pmp();

  @BeforeEach
  void createPipes() throws Exception {
    String[] large = {"--type=message", "--lifetime=permanent", "--capacity=64M"};
    create("NEAR", List.of(large));
    create("BACK", List.of(large));
    List<String> there = new ArrayList<>(List.of(large));
    there.addAll(List.of("--device", device()));
    create("FAR", there);
  }

  private void create(String name, List<String> options) throws Exception {
    List<String> words = new ArrayList<>(List.of("create", name));
    words.addAll(options);
    pmp.run(words.toArray(String[]::new)).isFine();
  }

  private String device() {
    return server.device("Example");
  }

  private String far() {
    return device() + "/FAR";
  }

  /// Writes numbers, one a message and some hundred a second, until it is told to end.
  private Process startWriter() throws Exception {
    String script =
        "i=0; while [ ! -e \"$PMP_ROOT/end\" ]; do"
            + " for _ in 1 2 3 4 5 6 7 8 9 10; do echo $i; i=$((i+1)); done; sleep 0.02;"
            + " done | tee \"$PMP_ROOT/written\" | \"$PMP\" write NEAR";
    return pmp.begin(pmp.builder(List.of("bash", "-c", script)));
  }

  /// Tells it to.
  ///
  /// @return how many it wrote
  private int endWriter(Process writer) throws Exception {
    Files.createFile(pmp.root().resolve("end"));
    assertThat(writer.waitFor()).isZero();
    Path written = pmp.root().resolve("written");
    int count = Files.readAllLines(written).size();
    Files.delete(written);
    Files.delete(pmp.root().resolve("end"));
    assertThat(count).isPositive();
    return count;
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /// The messages of lines that have a number each, by number; the same number always stands for
  /// the same message.
  private static Map<String, String> byNumber(List<String> lines) {
    Map<String, String> messages = new LinkedHashMap<>();
    for (int at = 0; at < lines.size(); at += 2) {
      String before = messages.put(lines.get(at), lines.get(at + 1));
      assertThat(before == null || before.equals(lines.get(at + 1))).isTrue();
    }
    return messages;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void allArrivesThatWasWrittenWhileTheServerWasGone() throws Exception {
    Process writer = startWriter();
    int written;
    try (Talk out = pmp.start("bridge", "NEAR", far());
        Talk back = pmp.start("bridge", far(), "BACK", "--numbers", "--follow")) {
      pmp.untilShown("\n", "read", "BACK", "--peek");
      server.kill();
      Thread.sleep(1000L * SECONDS);
      server.start();
      written = endWriter(writer);
      assertThat(out.rest()).isEmpty();
      assertThat(out.code()).isZero();
      pmp.untilShown("used: 0", "stat", "FAR", "--device", device());
      pmp.bash("kill -TERM " + back.pid()).isFine();
      assertThat(back.rest()).isEmpty();
      assertThat(back.code()).isEqualTo(143);
      List<String> lines = pmp.run("read", "BACK", "--now").lines();
      assertThat(List.copyOf(byNumber(lines).values())).isEqualTo(numbers(written));
      assertThat(lines).hasSize(2 * written);
    }
  }

  /// Starts a bridge to the server that drops what is not taken, and so has little patience.
  private Process startRejecting(Path said) throws Exception {
    return pmp.begin(
        pmp.builder(
            List.of(
                "bash",
                "-c",
                "exec \"$PMP\" bridge NEAR "
                    + far()
                    + " --when-full=reject --follow 2> '"
                    + said
                    + "'")));
  }

  private static void awaitWord(Path said, String word) throws Exception {
    Eventually.holds(
        "it says " + word, () -> Files.exists(said) && Files.readString(said).contains(word));
  }

  /// Writes until something of it arrives: what is written before the bridge is back is dropped.
  private void untilCarried(Process bridge, String word) throws Exception {
    Eventually.holds(
        word + " arrives",
        () -> {
          assertThat(bridge.isAlive()).as("the bridge runs").isTrue();
          pmp.run("write", "NEAR", "-m", word).isFine();
          return pmp.run("read", "FAR", "--now", "--device", device()).out().contains(word);
        });
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBridgeGoesOnAfterTheServerWasGoneForLongerThanItsPatience() throws Exception {
    Path said = pmp.root().resolve("said");
    Process bridge = startRejecting(said);
    untilCarried(bridge, "before");
    server.kill();
    pmp.run("write", "NEAR", "-m", "dropped").isFine();
    awaitWord(said, "pmp: waiting: ");
    Thread.sleep(1000L * SECONDS);
    assertThat(bridge.isAlive()).as(Files.readString(said)).isTrue();
    server.start();
    untilCarried(bridge, "after");
    assertThat(Files.readString(said))
        .contains("pmp: going on")
        .contains("1 messages were dropped");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBridgeThatIsStartedBeforeItsServerWaitsForIt() throws Exception {
    server.kill();
    Path said = pmp.root().resolve("said");
    Process bridge = startRejecting(said);
    awaitWord(said, "pmp: waiting: no NATS server answers");
    Thread.sleep(1000L);
    assertThat(bridge.isAlive()).as(Files.readString(said)).isTrue();
    server.start();
    untilCarried(bridge, "first");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPipeThatIsMissingGetsItsTypeWhenTheServerIsThere() throws Exception {
    server.kill();
    Path said = pmp.root().resolve("said");
    Process bridge =
        pmp.begin(
            pmp.builder(
                List.of("bash", "-c", "exec \"$PMP\" bridge NEW " + far() + " 2> '" + said + "'")));
    awaitWord(said, "pmp: waiting: no NATS server answers");
    pmp.run("stat", "NEW").refused(1, "'NEW'");
    server.start();
    pmp.untilShown("message", "stat", "NEW");
    assertThat(bridge.isAlive()).as(Files.readString(said)).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBridgeThatIsKilledAgainAndAgainCarriesEverythingOnce() throws Exception {
    Random random = Seed.of("BridgeOutageTest").random(0);
    Process writer = startWriter();
    int written = 0;
    for (int kill = 0; kill <= KILLS; kill++) {
      try (Talk out = pmp.start("bridge", "NEAR", far());
          Talk back = pmp.start("bridge", far(), "BACK", "--numbers", "--follow")) {
        if (kill == KILLS) {
          // One that comes to an empty pipe after its writer waits for another writer.
          pmp.untilShown(" " + out.pid() + " ", "handles", "NEAR");
          written = endWriter(writer);
          out.rest();
          assertThat(out.code()).isZero();
          pmp.untilShown("used: 0", "stat", "FAR", "--device", device());
        } else {
          pmp.untilShown(" " + out.pid() + " ", "handles", "FAR", "--device", device());
          Thread.sleep(random.nextInt(300));
        }
        // Closing kills both as kill -9 does.
        assertThat(back.pid()).isPositive();
      }
    }
    // Here there is no place for what arrived: a message may come twice, with its number.
    List<String> lines = pmp.run("read", "BACK", "--now").lines();
    Map<String, String> messages = byNumber(lines);
    System.out.println("came again with the same number: " + (lines.size() / 2 - messages.size()));
    assertThat(messages.values()).as("came twice").doesNotHaveDuplicates();
    assertThat(List.copyOf(messages.values())).isEqualTo(numbers(written));
  }
}
