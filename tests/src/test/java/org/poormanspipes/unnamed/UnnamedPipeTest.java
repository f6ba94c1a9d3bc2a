package org.poormanspipes.unnamed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.UnnamedPipe;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Sandbox;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// A pipe that was handed to another process is what a pipe with a name is.
class UnnamedPipeTest {
  private TemporaryRoot root;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    root = new TemporaryRoot();
    door = new Door(root.path().resolve("door"));
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    root.close();
  }

  private Peer peer() throws Exception {
    return Peer.start(List.of(), "None", root.path().toString());
  }

  private UnnamedPipe handedTo(Peer peer, PipeOptions options) throws Exception {
    UnnamedPipe pipe = UnnamedPipe.create(options);
    door.handsOut(pipe, null);
    assertThat(peer.ask("unnamed", door.path())).isEqualTo(pipe.label());
    return pipe;
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyKindGoesBetweenProcesses() throws Exception {
    try (Peer peer = peer()) {
      for (PipeType type : PipeType.values()) {
        for (WhenFull whenFull : WhenFull.values()) {
          for (Delivery delivery : Delivery.values()) {
            PipeOptions options =
                PipeOptions.builder()
                    .type(type)
                    .whenFull(whenFull)
                    .delivery(delivery)
                    .capacity(64)
                    .build();
            try (UnnamedPipe pipe = handedTo(peer, options)) {
              talk(pipe, peer, type, whenFull);
            }
          }
        }
      }
    }
  }

  private static void talk(UnnamedPipe pipe, Peer peer, PipeType type, WhenFull whenFull)
      throws Exception {
    peer.open("r", pipe.label(), Access.READ);
    try (PipeChannel writer = pipe.open(Access.WRITE)) {
      assertThat(writer.write(text("one"), Timeout.NOW)).isEqualTo(3);
      assertThat(writer.write(text("two"), Timeout.NOW)).isEqualTo(3);
      if (type == PipeType.MESSAGE) {
        assertThat(peer.read("r", 100, "now")).isEqualTo("'one'");
        assertThat(peer.read("r", 100, "now")).isEqualTo("'two'");
      } else {
        assertThat(peer.read("r", 100, "now")).isEqualTo("'onetwo'");
      }
      peer.tell("read", "r", "100", "forever");
      awaitWaiting(pipe, "data");
      assertThat(writer.write(text("woken"), Timeout.NOW)).isEqualTo(5);
      assertThat(peer.answer()).isEqualTo("'woken'");
      int taken = 0;
      for (int i = 0; i < 20; i++) {
        taken += Math.max(0, writer.write(text("filling"), Timeout.NOW));
      }
      if (whenFull == WhenFull.OVERWRITE) {
        assertThat(taken).isEqualTo(20 * 7);
      } else {
        assertThat(taken).isBetween(7, 64);
        assertThat(writer.write(text("filling"), Timeout.NOW)).isEqualTo(Outcome.FULL);
      }
      assertThat(pipe.handles()).hasSize(2);
      assertThat(pipe.stat().number("readers")).isEqualTo(1);
    }
    String last = peer.read("r", 1000, "forever");
    for (int i = 0; i < 100 && !last.equals("END"); i++) {
      last = peer.read("r", 1000, "forever");
    }
    assertThat(last).isEqualTo(Outcome.describe(Outcome.END));
    peer.close("r");
  }

  private static void awaitWaiting(UnnamedPipe pipe, String reason) throws Exception {
    Eventually.holds(
        "a handle waits for " + reason,
        () -> pipe.handles().stream().anyMatch(handle -> reason.equals(handle.text("waiting"))));
  }

  @Test
  void aSleepingReaderLearnsOfItsWritersDeath() throws Exception {
    try (Peer peer = peer();
        UnnamedPipe pipe = handedTo(peer, PipeOptions.DEFAULT);
        PipeChannel reader = pipe.open(Access.READ)) {
      peer.open("w", pipe.label(), Access.WRITE);
      assertThat(peer.ask("write", "w", "68656c6c6f", "now")).isEqualTo("5");
      ByteBuffer buffer = ByteBuffer.allocate(100);
      assertThat(reader.read(buffer)).isEqualTo(5);
      Background<Integer> waiting =
          Eventually.background(() -> reader.read(ByteBuffer.allocate(100)));
      awaitWaiting(pipe, "data");
      peer.kill();
      assertThat(waiting.result()).isEqualTo(-1);
      assertThat(pipe.handles()).hasSize(1);
    }
  }

  @Test
  void aSleepingWriterIsNotHeldUpByADeadReader() throws Exception {
    PipeOptions options = PipeOptions.builder().delivery(Delivery.BROADCAST).capacity(16).build();
    try (Peer peer = peer();
        UnnamedPipe pipe = handedTo(peer, options);
        PipeChannel writer = pipe.open(Access.WRITE)) {
      peer.open("r", pipe.label(), Access.READ);
      assertThat(writer.write(text("sixteen letters."), Timeout.NOW)).isEqualTo(16);
      Background<Integer> waiting = Eventually.background(() -> writer.write(text("more")));
      awaitWaiting(pipe, "room");
      peer.kill();
      assertThat(waiting.result()).isEqualTo(4);
    }
  }

  @Test
  void waitsWithoutAThreadAreEndedFromTheOtherProcess() throws Exception {
    try (Peer peer = peer();
        UnnamedPipe pipe = handedTo(peer, PipeOptions.builder().type(PipeType.MESSAGE).build());
        PipeChannel reader = pipe.open(Access.READ)) {
      peer.open("w", pipe.label(), Access.WRITE);
      CompletableFuture<Integer> waiting = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              waiting.complete(reader.read(ByteBuffer.allocate(100)));
            } catch (java.io.IOException failed) {
              waiting.completeExceptionally(failed);
            }
          });
      awaitWaiting(pipe, "data");
      assertThat(peer.ask("write", "w", "68656c6c6f", "now")).isEqualTo("5");
      assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(5);
    }
  }

  @Test
  void whatItsMakerLeftIsThereForTheOthers() throws Exception {
    try (Peer peer = peer()) {
      String label;
      try (UnnamedPipe pipe = handedTo(peer, PipeOptions.DEFAULT)) {
        label = pipe.label();
        try (PipeChannel writer = pipe.open(Access.WRITE)) {
          writer.write(text("legacy"));
        }
      }
      assertThat(mapped("self")).as("memory of the pipe that is mapped here").isFalse();
      peer.open("r", label, Access.READ);
      assertThat(peer.read("r", 100, "now")).isEqualTo("'legacy'");
      assertThat(mapped(Long.toString(peer.pid()))).isTrue();
    }
  }

  private static boolean mapped(String pid) throws Exception {
    return Files.readString(Path.of("/proc", pid, "maps")).contains("memfd:pmp:");
  }

  /// The kernel names the peer, also where the socket's file would let it in.
  @Test
  void anotherUserIsRefusedUnlessItIsLetIn() throws Exception {
    Files.setPosixFilePermissions(root.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Sandbox sandbox = new Sandbox().as(Sandbox.NOBODY);
    try (Peer stranger = sandbox.start("None", root.path().toString());
        UnnamedPipe pipe = UnnamedPipe.create(PipeOptions.builder().mode(0666).build())) {
      door.handsOut(pipe, null);
      assertThat(stranger.ask("unnamed", door.path())).startsWith("!DENIED").contains("EACCES");
      Files.setPosixFilePermissions(
          Path.of(door.path()), PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(stranger.ask("unnamed", door.path()))
          .startsWith("!DENIED")
          .contains("its own user and root only");
      assertThat(door.refusals()).singleElement().asString().contains("is not handed to the user");
      door.handsOut(pipe, caller -> caller.uid() == Sandbox.NOBODY);
      assertThat(stranger.ask("unnamed", door.path())).isEqualTo(pipe.label());
      stranger.open("w", pipe.label(), Access.WRITE);
      try (UnnamedPipe closed = UnnamedPipe.create(PipeOptions.DEFAULT)) {
        door.handsOut(closed, caller -> caller.uid() == Sandbox.NOBODY);
        assertThat(stranger.ask("unnamed", door.path())).startsWith("!DENIED").contains("EACCES");
      }
    }
  }
}
