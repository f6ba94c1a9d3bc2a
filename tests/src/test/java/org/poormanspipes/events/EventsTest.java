package org.poormanspipes.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Preview;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// What a recording of this process shows, after the thing has been done.
class EventsTest {
  private static final String PIPE = "HELLO";

  private static final PipeOptions OVERWRITTEN =
      PipeOptions.builder()
          .type(PipeType.MESSAGE)
          .delivery(Delivery.BROADCAST)
          .whenFull(WhenFull.OVERWRITE)
          .capacity(160)
          .build();

  @TempDir Path directory;
  private TemporaryRoot root;
  private Device device;
  private Recording recording;

  @BeforeEach
  void begin() throws IOException {
    root = new TemporaryRoot();
    device = Device.open(options());
    recording = new Recording();
    recording.setDestination(directory.resolve("events.jfr"));
    recording.start();
  }

  private DeviceOptions options() {
    return DeviceOptions.builder().device("Recorded").root(root.path()).build();
  }

  @AfterEach
  void end() throws IOException {
    recording.close();
    device.close();
    root.close();
  }

  @Test
  void openAndCloseSayWhatAndBy() throws Exception {
    device.open(PIPE, Access.READ_WRITE).close();
    try {
      device.open("a//b", Access.READ).close();
    } catch (DeviceException refused) {
      assertThat(refused.kind()).isEqualTo(DeviceException.Kind.INVALID);
    }
    List<RecordedEvent> opened = events("Open");
    assertThat(opened).hasSize(2);
    assertSource(opened.getFirst(), PIPE);
    assertThat(opened.getFirst().getString("driver")).isEqualTo("shm");
    assertThat(opened.getFirst().getString("access")).isEqualTo("read-write");
    assertThat(opened.getFirst().getBoolean("opened")).isTrue();
    assertThat(opened.getFirst().getDuration()).isPositive();
    assertThat(opened.getLast().getString("pipe")).isEqualTo("a//b");
    assertThat(opened.getLast().getBoolean("opened")).isFalse();
    List<RecordedEvent> closed = events("Close");
    assertThat(closed).hasSize(1);
    assertSource(closed.getFirst(), PIPE);
    assertThat(closed.getFirst().getString("access")).isEqualTo("read-write");
  }

  @Test
  void waitsSayWhatForAndHowLong() throws Exception {
    try (PipeChannel reader = device.open(PIPE, Access.READ_WRITE)) {
      assertThat(reader.read(ByteBuffer.allocate(10), Timeout.of(Duration.ofMillis(60))))
          .isEqualTo(Outcome.EMPTY);
      // Less than the threshold.
      reader.read(ByteBuffer.allocate(10), Timeout.of(Duration.ofNanos(1)));
      reader.write(ByteBuffer.allocate(64 << 10), Timeout.NOW);
      Thread.ofVirtual().start(() -> write(reader, Timeout.of(Duration.ofMillis(60)))).join();
    }
    List<RecordedEvent> waited = events("Wait");
    assertThat(waited)
        .extracting(event -> event.getString("reason"))
        .containsExactlyInAnyOrder("data", "room");
    for (RecordedEvent event : waited) {
      assertSource(event, PIPE);
      assertThat(event.getDuration()).isBetween(Duration.ofMillis(30), Duration.ofSeconds(60));
      assertThat(event.getStackTrace()).isNotNull();
    }
  }

  private static void write(PipeChannel pipe, Timeout timeout) {
    try {
      pipe.write(ByteBuffer.allocate(1), timeout);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void writeOver(String name) throws IOException {
    try (PipeChannel writer = device.open(name, Access.WRITE)) {
      for (int i = 0; i < 100; i++) {
        writer.write(ByteBuffer.wrap("message".getBytes(UTF_8)), Timeout.NOW);
      }
    }
  }

  private void assertLapped(long lost) throws IOException {
    List<RecordedEvent> lapped = events("Lapped");
    assertThat(lapped).hasSize(1);
    assertSource(lapped.getFirst(), PIPE);
    assertThat(lapped.getFirst().getLong("lost")).isEqualTo(lost).isPositive();
    assertThat(lapped.getFirst().getBoolean("messages")).isTrue();
  }

  @Test
  void aReaderThatWasLappedSaysHowMuchItLost() throws Exception {
    try (PipeChannel reader = device.open(PIPE, Access.READ, OVERWRITTEN)) {
      writeOver(PIPE);
      assertThat(reader.read(ByteBuffer.allocate(10), Timeout.NOW)).isEqualTo(Outcome.LOST);
      assertLapped(reader.lost());
    }
  }

  @Test
  void soDoesOneThatOnlyLooks() throws Exception {
    device.create(PIPE, OVERWRITTEN);
    FileObject reader =
        device.object().open(new CreateRequest(PIPE, Access.READ, Disposition.OPEN, Map.of()));
    writeOver(PIPE);
    FastPath path = Objects.requireNonNull(reader.fastPath());
    assertThat(path.preview(new Preview(), 1, 10)).isEqualTo(Outcome.LOST);
    assertLapped(path.lost());
    reader.closeHandle();
  }

  @Test
  void whoFreesTheHandlesOfTheDeadSaysSo() throws Exception {
    device.create(PIPE, PipeOptions.builder().lifetime(Lifetime.PERMANENT).build());
    try (Peer peer = Peer.start(options())) {
      peer.ask("open", "one", PIPE, "READ");
      peer.ask("open", "two", PIPE, "WRITE");
      assertThat(device.handles(PIPE)).hasSize(2);
      peer.kill();
    }
    Eventually.holds(
        "the dead are gone",
        () -> {
          device.list();
          return device.handles(PIPE).isEmpty();
        });
    List<RecordedEvent> recovered =
        events("Recovery").stream()
            .filter(event -> event.getString("repaired").equals("handles"))
            .toList();
    assertThat(recovered).isNotEmpty();
    recovered.forEach(event -> assertSource(event, PIPE));
    assertThat(recovered.stream().mapToInt(event -> event.getInt("count")).sum()).isEqualTo(2);
  }

  /// Where nobody records, no event is made: its class is not even loaded.
  @Test
  void nobodyWhoDoesNotRecordLoadsAnEvent() throws Exception {
    assertThat(loaded())
        .contains("org.poormanspipes.events.Events")
        .doesNotContain("events.OpenEvent");
    assertThat(loaded("-XX:StartFlightRecording:filename=" + directory.resolve("child.jfr")))
        .contains("events.OpenEvent", "events.CloseEvent", "events.WaitEvent");
  }

  /// On the class path, the module of the recorder may be missing.
  @Test
  void aRunTimeWithoutTheRecorderDoesAllElse() throws Exception {
    assertThat(loaded("--limit-modules", "java.base")).contains("org.poormanspipes.events.Events");
  }

  /// The classes that a process loads which opens, waits and closes.
  private String loaded(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(ChildJvm.command(WaitMain.class, root.path().toString()));
    command.addAll(1, List.of(options));
    command.add(1, "-Xlog:class+load:file=" + directory.resolve("classes") + "::filecount=0");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Files.readString(directory.resolve("classes"));
  }

  private static void assertSource(RecordedEvent event, String pipe) {
    assertThat(event.getString("device")).isEqualToIgnoringCase("Recorded");
    assertThat(event.getString("pipe")).isEqualTo(pipe);
  }

  private List<RecordedEvent> events(String name) throws IOException {
    if (recording.getState() == RecordingState.RUNNING) {
      recording.stop();
    }
    return RecordingFile.readAllEvents(directory.resolve("events.jfr")).stream()
        .filter(event -> event.getEventType().getName().equals("org.poormanspipes." + name))
        .toList();
  }
}
