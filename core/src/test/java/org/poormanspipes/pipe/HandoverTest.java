package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.PeerListener;
import org.poormanspipes.driver.PeerSocket;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.LocalSocket;
import org.poormanspipes.linux.MemoryFile;
import org.poormanspipes.time.Timeout;

/// What is handed over arrives; whatever else a peer sends is refused in one sentence, and leaves
/// nothing behind.
class HandoverTest {

  private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(20));
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(30));

  @TempDir Path directory;

  private final PipeDriver driver = new PipeDriver();
  private int before;

  private static int open() {
    String[] open = new java.io.File("/proc/self/fd").list();
    assertThat(open).isNotNull();
    return open.length;
  }

  @BeforeEach
  void count() throws Exception {
    // Classes are loaded, and what they open is open.
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      assertThat(pair.one()).isNotNull();
    }
    before = open();
  }

  @AfterEach
  void noDescriptorIsLeft() {
    assertThat(open()).as("open descriptors").isEqualTo(before);
  }

  private static FileObject opened(DeviceObject device, Access access) throws IOException {
    return device.open(new CreateRequest(device.name(), access, Disposition.OPEN, Map.of()));
  }

  private static UnnamedFiles files(DeviceObject device) {
    return (UnnamedFiles) ((PipeDeviceContext) device.context()).files();
  }

  /// What a peer sends.
  @FunctionalInterface
  private interface Sending {
    void to(LocalSocket socket) throws IOException;
  }

  private void refused(Kind kind, String words, Timeout timeout, Sending sending)
      throws IOException {
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      sending.to(pair.one());
      assertThatThrownBy(() -> driver.receive(new SocketPeer(pair.other()), timeout, null))
          .isInstanceOfSatisfying(
              DeviceException.class,
              refused -> {
                assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
                assertThat(refused.getMessage()).contains(words).doesNotContain("pmp rm");
              });
    }
  }

  private void refused(String words, Sending sending) throws IOException {
    refused(Kind.DAMAGED, words, PATIENCE, sending);
  }

  private static byte[] handed() {
    return HandoverMessage.handed(4711).encode();
  }

  @Test
  void whatIsHandedOverIsTheSamePipe() throws Exception {
    DeviceObject here = driver.createUnnamed(Map.of("type", "message", "capacity", "4096"));
    DeviceObject there;
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      driver.send(here, new SocketPeer(pair.one()), null);
      there = driver.receive(new SocketPeer(pair.other()), PATIENCE, null);
    }
    assertThat(there.name()).isEqualTo(here.name());
    FileObject writer = opened(here, Access.WRITE);
    FileObject reader = opened(there, Access.READ);
    here.detach();
    there.detach();
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    writer.write(buffer.putLong(42).flip(), Timeout.NOW);
    assertThat(reader.read(buffer.clear(), Timeout.NOW)).isEqualTo(8);
    assertThat(buffer.flip().getLong()).isEqualTo(42);
    writer.closeHandle();
    assertThat(reader.read(buffer.clear(), Timeout.FOREVER)).isEqualTo(-1);
    reader.closeHandle();
  }

  @Test
  void itsMemoryNeverShrinks() throws Exception {
    DeviceObject pipe = driver.createUnnamed(Map.of());
    for (Descriptor descriptor : files(pipe).descriptors()) {
      assertThatThrownBy(() -> descriptor.truncate(0)).hasMessageContaining("EPERM");
      assertThatThrownBy(() -> MemoryFile.seal(descriptor, MemoryFile.FUTURE_WRITE))
          .hasMessageContaining("EPERM");
      assertThat(descriptor.status().permissions()).isEqualTo(0600);
    }
    pipe.detach();
  }

  @Test
  void itsBlockGrowsWithItsHandles() throws Exception {
    DeviceObject pipe = driver.createUnnamed(Map.of());
    List<FileObject> handles = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      handles.add(opened(pipe, Access.READ_WRITE));
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(8);
    handles.getFirst().write(buffer.putLong(1).flip(), Timeout.NOW);
    assertThat(handles.getLast().read(buffer.clear(), Timeout.NOW)).isEqualTo(8);
    for (FileObject handle : handles) {
      handle.closeHandle();
    }
    pipe.detach();
  }

  @Test
  void whatCantBeChangedIsRefusedInWords() throws Exception {
    DeviceObject pipe = driver.createUnnamed(Map.of());
    FileObject handle = opened(pipe, Access.ATTRIBUTES);
    for (Map.Entry<String, String> change :
        Map.of("capacity", "128K", "mode", "0666", "lifetime", "drain").entrySet()) {
      assertThatThrownBy(() ->
              handle.control(new ControlRequest("set", Map.of(change.getKey(), change.getValue()))))
          .as(change.toString())
          .isInstanceOfSatisfying(
              DeviceException.class,
              refused -> assertThat(refused.kind()).isEqualTo(Kind.UNSUPPORTED))
          .hasMessageContaining("unnamed pipe");
    }
    handle.control(new ControlRequest("set", Map.of("when-full", "overwrite")));
    handle.closeHandle();
    pipe.detach();
    assertThatThrownBy(() -> driver.createUnnamed(Map.of("lifetime", "drain")))
        .hasMessageContaining("no lifetime to choose");
    assertThatThrownBy(() -> driver.createUnnamed(Map.of("capacity", "1024G")))
        .hasMessageContaining("half of its memory");
  }

  @Test
  void garbageIsRefused() throws Exception {
    byte[] garbage = new byte[HandoverLayout.SIZE];
    new Random(1).nextBytes(garbage);
    refused("does not begin as a handover does", socket -> socket.send(garbage, List.of()));
    refused(Kind.BUSY, "5 of 32 bytes", SHORT, socket -> socket.send(new byte[5], List.of()));
    refused(Kind.BUSY, "0 of 32 bytes", SHORT, socket -> {});
    refused(
        "closed after 7 of 32 bytes",
        socket -> {
          socket.send(Arrays.copyOf(handed(), 7), List.of());
          socket.close();
        });
    byte[] later = handed();
    later[HandoverLayout.VERSION] = 9;
    refused(Kind.UNSUPPORTED, "version 9", PATIENCE, socket -> socket.send(later, List.of()));
    refused(
        Kind.DENIED,
        "its own user and root only",
        PATIENCE,
        socket -> socket.send(HandoverMessage.refused().encode(), List.of()));
  }

  @Test
  void otherDescriptorsAreRefused() throws Exception {
    EnumSet<Descriptor.Flag> none = EnumSet.noneOf(Descriptor.Flag.class);
    Path file = Files.createFile(directory.resolve("file"));
    try (Descriptor folder = Descriptor.open(directory, none, 0);
        Descriptor device = Descriptor.open(Path.of("/dev/zero"), none, 0);
        Descriptor regular = Descriptor.open(file, none, 0);
        Descriptor shrinks = MemoryFile.create("shrinks");
        Descriptor open = sealed(MemoryFile.SHRINK);
        Descriptor frozen = sealed(MemoryFile.SHRINK | MemoryFile.WRITE | MemoryFile.SEAL);
        Descriptor empty = sealed(MemoryFile.SHRINK | MemoryFile.SEAL)) {
      for (Descriptor wrong : List.of(folder, device, regular, shrinks, open)) {
        refused("sealed against shrinking", socket -> send(socket, wrong, 3));
      }
      refused("can't be written", socket -> send(socket, frozen, 3));
      refused("is truncated", socket -> send(socket, empty, 3));
      refused("0 descriptors came instead of 3", socket -> send(socket, empty, 0));
      refused("2 descriptors came instead of 3", socket -> send(socket, empty, 2));
      refused("more than 3 descriptors", socket -> send(socket, empty, 4));
      refused("more than 3 descriptors", socket -> send(socket, empty, 253));
    }
  }

  private static Descriptor sealed(int seals) throws IOException {
    Descriptor file = MemoryFile.create("sealed");
    MemoryFile.seal(file, seals);
    return file;
  }

  private static void send(LocalSocket socket, Descriptor descriptor, int count)
      throws IOException {
    socket.send(handed(), Collections.nCopies(count, descriptor));
  }

  @Test
  void descriptorsOfAnotherPipeAreRefused() throws Exception {
    DeviceObject one = driver.createUnnamed(Map.of());
    DeviceObject two = driver.createUnnamed(Map.of());
    List<Descriptor> descriptors = files(one).descriptors();
    byte[] ofTwo = HandoverMessage.handed(files(two).id().hash()).encode();
    byte[] ofOne = HandoverMessage.handed(files(one).id().hash()).encode();
    refused("does not go with its number", socket -> socket.send(ofTwo, descriptors));
    refused(
        "instead of 'Pipe'",
        socket ->
            socket.send(
                ofOne, descriptors.reversed().stream().map(_ -> descriptors.getLast()).toList()));
    refused(
        "instead of 'Devi'",
        socket ->
            socket.send(
                ofOne, List.of(descriptors.get(1), descriptors.get(1), descriptors.get(2))));
    one.detach();
    two.detach();
  }

  @Test
  void damageIsNotToBeRemovedByName() throws Exception {
    DeviceObject pipe = driver.createUnnamed(Map.of());
    Descriptor block = files(pipe).descriptors().get(1);
    try (java.lang.foreign.Arena arena = java.lang.foreign.Arena.ofConfined()) {
      block.write(arena.allocate(8), 0);
    }
    assertThatThrownBy(() -> opened(pipe, Access.READ))
        .hasMessageContaining("does not begin as a block does")
        .hasMessageContaining("when all who have it close it")
        .hasMessageNotContaining("pmp rm");
    pipe.detach();
  }

  @Test
  void aStrangerGetsNothing() throws Exception {
    DeviceObject pipe = driver.createUnnamed(Map.of());
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      SocketPeer peer = new SocketPeer(pair.one());
      assertThatThrownBy(() -> driver.send(pipe, peer, _ -> false))
          .isInstanceOfSatisfying(
              DeviceException.class, refused -> assertThat(refused.kind()).isEqualTo(Kind.DENIED));
      LocalSocket.Handed heard = pair.other().receive(HandoverLayout.SIZE, 3, 10_000_000_000L);
      assertThat(heard.descriptors()).isEmpty();
      assertThat(HandoverMessage.decode(heard.data()).answer()).isEqualTo(HandoverLayout.REFUSED);
      assertThatThrownBy(() -> driver.receive(new SocketPeer(pair.other()), SHORT, _ -> false))
          .hasMessageContaining("not taken from");
    }
    pipe.detach();
  }

  @Test
  void aSocketsPathIsCheckedReplacedAndRemoved() throws Exception {
    Path path = directory.resolve("socket");
    Files.writeString(path, "not a socket");
    assertThatThrownBy(() -> driver.listen(path)).hasMessageContaining("is no socket");
    Files.delete(path);
    try (PeerListener listener = driver.listen(path)) {
      assertThat(listener).isNotNull();
      assertThat(FileStatus.ofLink(path).permissions()).isEqualTo(0600);
      assertThatThrownBy(() -> driver.listen(path)).hasMessageContaining("listens at");
    }
    assertThat(path).doesNotExist();
    assertThatThrownBy(() -> driver.connect(path)).hasMessageContaining("there is no socket");
    // What a server that was killed leaves.
    org.poormanspipes.linux.LocalListener.bind(path, 0600).close();
    assertThatThrownBy(() -> driver.connect(path)).hasMessageContaining("nobody listens");
    try (PeerListener listener = driver.listen(path);
        PeerSocket connected = driver.connect(path)) {
      assertThat(connected.peer().uid()).isEqualTo(org.poormanspipes.linux.Ids.uid());
      PeerSocket accepted = listener.accept();
      assertThat(accepted).isNotNull();
      accepted.close();
      Files.move(path, directory.resolve("moved"));
      Files.writeString(path, "another's");
    }
    assertThat(path).hasContent("another's");
  }
}
