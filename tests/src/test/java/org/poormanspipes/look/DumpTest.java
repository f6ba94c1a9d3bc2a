package org.poormanspipes.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// A dump shows the memory as it is, and says nothing of a pipe that is well.
class DumpTest extends OneDevice {
  static Stream<PipeOptions> kinds() {
    return Stream.of(PipeType.values())
        .flatMap(type ->
            Stream.of(WhenFull.values())
                .flatMap(whenFull ->
                    Stream.of(Delivery.values())
                        .map(delivery ->
                            PipeOptions.builder()
                                .type(type)
                                .whenFull(whenFull)
                                .delivery(delivery)
                                .capacity(1000)
                                .build())));
  }

  private Dump dump(String name) throws IOException {
    List<Attributes> rows = Device.dump(options, name);
    assertThat(device.dump(name)).hasSameSizeAs(rows);
    return new Dump(rows);
  }

  private static void write(PipeChannel pipe, String text) throws IOException {
    assertThat(pipe.write(ByteBuffer.wrap(text.getBytes(UTF_8)), Timeout.NOW))
        .isEqualTo(text.length());
  }

  private static int read(PipeChannel pipe) throws IOException {
    return pipe.read(ByteBuffer.allocate(5), Timeout.NOW);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPipesDumpSaysWhatTheApiSays(PipeOptions kind) throws IOException {
    try (PipeChannel reader = device.open("Name", Access.READ, kind);
        PipeChannel writer = device.open("NAME", Access.WRITE)) {
      write(writer, "12345");
      write(writer, "678");
      write(writer, "9");
      assertThat(read(reader)).isEqualTo(5);
      Dump dump = dump("nAME");
      dump.hasNoDoubts();
      Attributes stat = device.stat("NAME");
      for (String property : List.of("type", "delivery")) {
        assertThat(dump.shown("pipe", "identity", property)).endsWith(" " + stat.text(property));
      }
      for (String property : List.of("when-full", "lifetime")) {
        assertThat(dump.shown("pipe", "settings", property)).endsWith(" " + stat.text(property));
      }
      assertThat(dump.value("pipe", "settings", "capacity")).isEqualTo("1000");
      assertThat(dump.value("ring", "place", "capacity")).isEqualTo("1000");
      assertThat(dump.value("pipe", "settings", "mode")).isEqualTo(stat.text("mode"));
      assertThat(dump.value("pipe", "identity", "uid")).isEqualTo(stat.text("uid"));
      assertThat(dump.shown("pipe", "identity", "name"))
          .isEqualTo("\"Name\" = " + HexFormat.of().formatHex("Name".getBytes(UTF_8)));
      assertThat(dump.shown("pipe", "identity", "key")).startsWith("\"name\" = 6e616d65");
      boolean messages = stat.text("type").equals("message");
      String part = messages ? "frames" : "content";
      assertThat(dump.value("ring", part, "used")).isEqualTo(stat.text("used"));
      assertThat(dump.value("pipe", "ring control", "peak")).isEqualTo(stat.text("peak"));
      boolean broadcast = stat.text("delivery").equals("broadcast");
      if (messages) {
        assertThat(dump.count("ring", "frames", "frame")).isEqualTo(broadcast ? 3 : 2);
        assertThat(dump.shown("ring", "frames", "next")).isEqualTo("sequence 3, not committed");
        assertThat(dump.value("pipe", "ring control", "sequence")).isEqualTo("3");
      }
      handlesAreShown(dump, broadcast, messages);
    }
  }

  private void handlesAreShown(Dump dump, boolean broadcast, boolean messages) throws IOException {
    List<Attributes> handles = device.handles("NAME");
    assertThat(dump.count("pipe", "slot \\d+", "pid")).isEqualTo(2).isEqualTo(handles.size());
    for (Attributes handle : handles) {
      String slot = "slot " + handle.number("slot");
      assertThat(dump.shown("pipe", slot, "access")).endsWith(" " + handle.text("access"));
      assertThat(dump.value("pipe", slot, "pid")).isEqualTo(handle.text("pid"));
      assertThat(dump.value("pipe", slot, "lock")).isEqualTo("held");
      assertThat(dump.shown("pipe", slot, "since")).endsWith(handle.text("since"));
      for (String counter : List.of("bytes-in", "bytes-out", "messages-in", "lost", "waits")) {
        assertThat(dump.value("pipe", slot + " counters", counter))
            .as(counter)
            .isEqualTo(handle.text(counter));
      }
      if (broadcast && "read".equals(handle.text("access"))) {
        assertThat(dump.value("pipe", slot + " cursor", "position"))
            .isEqualTo(handle.text("cursor"));
        assertThat(handle.number("behind")).isEqualTo(messages ? 32 : 4);
        assertThat(handle.number("behind-messages")).isEqualTo(messages ? 2 : 0);
      }
    }
  }

  @Test
  void noMoreThan64FramesAreShownAndTheRestIsCounted() throws IOException {
    PipeOptions kind = PipeOptions.builder().type(PipeType.MESSAGE).build();
    try (PipeChannel pipe = device.open("MANY", Access.READ_WRITE, kind)) {
      for (int number = 0; number < 100; number++) {
        write(pipe, "x");
      }
      Dump dump = dump("MANY");
      dump.hasNoDoubts();
      assertThat(dump.count("ring", "frames", "frame")).isEqualTo(64);
      assertThat(dump.shown("ring", "frames", "used")).isEqualTo("1600 bytes");
      assertThat(dump.rows().getLast().text("meaning")).isEqualTo("576 bytes more");
    }
  }

  @Test
  void aDevicesDumpShowsItsProcessesAndItsAccounts() throws Exception {
    try (Peer peer = Peer.start(options)) {
      peer.open("w", "PIPE", Access.WRITE);
      Dump dump = dump(null);
      dump.hasNoDoubts();
      assertThat(dump.value("device", "settings", "pipes")).isEqualTo("1");
      assertThat(dump.shown("device", "settings", "name")).startsWith("\"Example\"");
      assertThat(dump.count("device", "process \\d+", "pid")).isEqualTo(2);
      assertThat(dump.count("device", "account \\d+", "tag")).isEqualTo(2);
      assertThat(dump.count("device", "user \\d+", "uid")).isEqualTo(1);
      peer.kill();
      assertThat(dump(null).doubts())
          .containsExactly("device lock is not held: whoever comes next frees the slot");
      assertThat(dump("PIPE").doubts())
          .containsExactly("pipe lock is not held: whoever comes next frees the slot");
    }
  }

  @Test
  void aPipeIsFoundByItsNumberAndOneThatIsMissingIsRefused() throws IOException {
    device.create("PIPE", PipeOptions.DEFAULT);
    String number = device.stat("PIPE").text("number");
    assertThat(dump("#" + number).rows().getFirst().text("value")).contains(number);
    assertThatThrownBy(() -> Device.dump(options, "NONE"))
        .isInstanceOfSatisfying(
            DeviceException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(Kind.NOT_FOUND);
              assertThat(refused.getMessage()).contains("NONE");
            });
    DeviceOptions missing = DeviceOptions.builder().device("Other").root(root.path()).build();
    assertThatThrownBy(() -> Device.dump(missing, null))
        .isInstanceOfSatisfying(
            DeviceException.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.NOT_FOUND));
  }
}
