package org.poormanspipes.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Requires;
import org.poormanspipes.time.Timeout;

/// Looking changes nothing, and needs no more than permission to read.
class UndisturbedTest extends OneDevice {
  private static final String STRANGER = "4002";
  private static final int COUNT = 10_000;

  private PipeOptions.Builder messages(WhenFull whenFull) {
    return PipeOptions.builder().type(PipeType.MESSAGE).whenFull(whenFull).capacity(4096);
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void aDumpOfAPipeInUseDisturbsNobodyAndDoubtsNothing(Delivery delivery) throws Exception {
    PipeOptions kind = messages(WhenFull.BLOCK).delivery(delivery).build();
    try (PipeChannel _ = device.open("BUSY", Access.ATTRIBUTES, kind);
        Peer reader = Peer.start(options);
        Peer writer = Peer.start(options)) {
      reader.tell("consume", "BUSY");
      assertThat(reader.answer()).isEqualTo("ok");
      writer.tell("produce", "BUSY", "1", Integer.toString(COUNT), "200");
      int looks = 0;
      while (device.stat("BUSY").number("messages-in") < COUNT) {
        new Dump(Device.dump(options, "BUSY")).hasNoDoubts();
        new Dump(Device.dump(options, null)).hasNoDoubts();
        device.handles("BUSY");
        looks++;
      }
      assertThat(looks).isPositive();
      assertThat(writer.answer()).isEqualTo("ok");
      String all = IntStream.range(0, COUNT).mapToObj(n -> "," + n).reduce("", String::concat);
      assertThat(reader.answer()).isEqualTo("1:" + all + " ");
    }
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void aDumpOfAPipeThatIsOverwrittenAllTheTimeDoubtsNothing(Delivery delivery) throws Exception {
    PipeOptions kind = messages(WhenFull.OVERWRITE).delivery(delivery).build();
    try (PipeChannel _ = device.open("BUSY", Access.ATTRIBUTES, kind);
        Peer writer = Peer.start(options)) {
      assertThat(writer.ask("load", "write", "BUSY", "1", "100", "-1")).isEqualTo("ok");
      for (int looks = 0; looks < 300; looks++) {
        new Dump(Device.dump(options, "BUSY")).hasNoDoubts();
      }
      assertThat(writer.ask("finish")).matches("\\d+");
    }
    assertThat(device.stat("BUSY").number("overwritten")).isPositive();
  }

  @Test
  void whoMayOnlyReadTheFilesSeesEverythingAndChangesNothing() throws Exception {
    Requires.root();
    Requires.program("setpriv");
    Files.setPosixFilePermissions(root.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    device.configure(Map.of("mode", "0644"));
    PipeOptions kind = messages(WhenFull.BLOCK).mode(0644).lifetime(Lifetime.PERMANENT).build();
    try (PipeChannel pipe = device.open("OPEN", Access.READ_WRITE, kind)) {
      pipe.write(ByteBuffer.wrap("payload".getBytes(UTF_8)), Timeout.NOW);
      Map<String, String> before = content();
      List<String> said = stranger("OPEN");
      assertThat(said.get(0)).isEqualTo("refused");
      assertThat(said.get(1)).matches("\\d\\d+ rows, \\[]");
      assertThat(said.get(2)).startsWith("\"OPEN\" = ");
      assertThat(content()).isEqualTo(before);
    }
  }

  /// What all files hold.
  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(root.path().resolve("example"))) {
      for (Path file : files.toList()) {
        content.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  private List<String> stranger(String pipe) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--reuid", STRANGER, "--regid", STRANGER, "--clear-groups"));
    command.addAll(ChildJvm.command(DumpMain.class, root.path().toString(), pipe));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      List<String> said = process.inputReader(UTF_8).lines().toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said.toString()).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
