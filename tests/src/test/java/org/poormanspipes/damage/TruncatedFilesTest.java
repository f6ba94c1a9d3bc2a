package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// Files of a pipe are cut short while processes have them mapped. Every operation is refused as
/// damaged, the process lives, and the pipe can be removed and made anew. `-Dpmp.truncations=1000`
/// makes it that many for each kind of JVM.
class TruncatedFilesTest {
  private static final int TRUNCATIONS = Integer.getInteger("pmp.truncations", 12);

  /// How many JVMs may die, plus one in ten: in interpreted code, which is that of the first calls
  /// too, there are some instructions between the load of a word and the compare-and-set of it that
  /// the load protects. See the guide.
  private static final int DEATHS = 3;

  private static final String[] KINDS = {
    "message,queue,block",
    "byte,queue,overwrite",
    "message,broadcast,overwrite",
    "byte,broadcast,block"
  };
  private static final String[] USES = {"busy", "busy", "busy", "empty", "full"};

  private record Child(Process process, BufferedWriter in, BufferedReader out) {}

  private static Child child(Path root, String mode) throws IOException {
    List<String> command = new ArrayList<>(ChildJvm.command(TruncatedMain.class, root.toString()));
    command.set(1, mode);
    command.add(2, "-XX:-CreateCoredumpOnCrash");
    command.add(3, "-XX:ErrorFile=" + root + "/death.log");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Child(
        process,
        process.outputWriter(StandardCharsets.UTF_8),
        process.inputReader(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:+TieredCompilation"})
  void whoeverUsesATruncatedPipeIsToldSoAndLives(String mode) throws Exception {
    Seed seed = Seed.of("TruncatedFilesTest " + mode);
    Random random = seed.random(mode.hashCode());
    Map<String, Integer> ends = new TreeMap<>();
    int deaths = 0;
    try (TemporaryRoot root = new TemporaryRoot();
        Device device = Device.open(Places.device(root.path()))) {
      Child child = child(root.path(), mode);
      for (int round = 0; round < TRUNCATIONS; round++) {
        String line = truncate(root, device, child, round, random);
        if (line == null || line.startsWith("#")) {
          deaths++;
          child.process.waitFor();
          tellOf(root.path().resolve("death.log"));
          child = child(root.path(), mode);
        } else {
          assertThat(line).startsWith("DAMAGED DAMAGED ");
          List.of(line.split(" ", -1)).forEach(end -> ends.merge(end, 1, Integer::sum));
        }
        device.deleteForced("T" + round);
      }
      child.in.close();
      assertThat(child.process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(child.process.exitValue()).isZero();
      assertThat(device.list()).isEmpty();
      assertThat(device.pool()).allSatisfy(account -> assertThat(account.number("bytes")).isZero());
    }
    System.out.println(
        "TruncatedFilesTest "
            + mode
            + ": "
            + TRUNCATIONS
            + " truncations, "
            + deaths
            + " deaths, "
            + ends);
    assertThat(ends.keySet()).isSubsetOf("DAMAGED", "ok");
    assertThat(deaths).isLessThanOrEqualTo(DEATHS + TRUNCATIONS / 10);
  }

  /// Where the JVM died: the first Java frames of its log.
  private static void tellOf(Path log) throws IOException {
    if (Files.exists(log)) {
      try (Stream<String> lines = Files.lines(log)) {
        lines
            .filter(line -> line.matches("(siginfo|# [CJVv] |[CJVv]  ?\\[?).*|j  .*|J [0-9].*"))
            .limit(14)
            .forEach(line -> System.out.println("  died at: " + line));
      }
      Files.delete(log);
    }
  }

  /// How the four operations of the child ended; null if its JVM died.
  private static String truncate(
      TemporaryRoot root, Device device, Child child, int round, Random random) throws Exception {
    String name = "T" + round;
    String kind = KINDS[random.nextInt(KINDS.length)];
    String use = USES[random.nextInt(USES.length)];
    child.in.append(name + " " + kind + " " + use + "\n").flush();
    if (child.out.readLine() == null) {
      return null;
    }
    Thread.sleep(random.nextInt(20));
    String infix = random.nextBoolean() || !use.equals("busy") ? ".pipe" : ".ring";
    Path path = Places.file(root.path(), device.stat(name).text("number"), infix);
    try (BlockFile file = new BlockFile(path)) {
      long[] lengths = {0, 0, file.length() / 2 & -4096, Math.min(4096, file.length() / 2)};
      file.truncate(infix.equals(".pipe") ? 0 : lengths[random.nextInt(lengths.length)]);
    }
    Background<String> line = Eventually.background(child.out::readLine);
    return line.result();
  }

  @Test
  void aTruncatedPipeThatIsOpenHereCanBeRemovedAndMadeAnew() throws Exception {
    try (TemporaryRoot root = new TemporaryRoot();
        Device device = Device.open(Places.device(root.path()))) {
      for (String infix : List.of(".pipe", ".ring")) {
        PipeChannel old = device.open("P", Access.READ_WRITE, Victim.options(KINDS[0]));
        String number = device.stat("P").text("number");
        Places.truncate(Places.file(root.path(), number, infix), 0);
        Background<Integer> reading =
            Eventually.background(() -> old.read(ByteBuffer.allocate(10), Timeout.FOREVER));
        Throwable refused = catchThrowable(reading::result);
        assertThat(refused).isInstanceOf(DeviceException.class);
        assertThat(((DeviceException) refused).kind()).isEqualTo(Kind.DAMAGED);
        device.deleteForced("P");
        try (PipeChannel anew = device.open("P", Access.READ_WRITE, Victim.options(KINDS[0]))) {
          assertThat(anew.write(ByteBuffer.allocate(5), Timeout.NOW)).isEqualTo(5);
          assertThat(anew.read(ByteBuffer.allocate(9), Timeout.NOW)).isEqualTo(5);
        }
        closeInVain(old);
        device.deleteForced("P");
      }
      assertThat(device.pool()).allSatisfy(account -> assertThat(account.number("bytes")).isZero());
    }
  }

  private static void closeInVain(PipeChannel channel) throws IOException {
    try {
      channel.close();
    } catch (DeviceException refused) {
      assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
    }
  }
}
