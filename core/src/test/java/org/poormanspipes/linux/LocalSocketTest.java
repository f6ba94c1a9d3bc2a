package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSocketTest {

  private static final long PATIENCE = 10_000_000_000L;

  @TempDir Path directory;

  private static int open() {
    String[] open = new java.io.File("/proc/self/fd").list();
    assertThat(open).isNotNull();
    return open.length;
  }

  @Test
  void descriptorsTravelWithAMessage() throws Exception {
    try (LocalSocket.Pair pair = LocalSocket.pair();
        Descriptor file = MemoryFile.create("travels")) {
      file.truncate(4711);
      pair.one().send(new byte[] {1, 2, 3}, List.of(file, file));
      try (LocalSocket.Handed handed = pair.other().receive(3, 2, PATIENCE)) {
        assertThat(handed.data().array()).containsExactly(1, 2, 3);
        assertThat(handed.excess()).isFalse();
        assertThat(handed.descriptors()).hasSize(2);
        for (Descriptor came : handed.descriptors()) {
          assertThat(came.fd()).isNotEqualTo(file.fd());
          assertThat(came.status().inode()).isEqualTo(file.status().inode());
          assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + came.fd())))
              .as("closed in children")
              .containsPattern("flags:\\s+02\\d00002");
        }
      }
    }
  }

  @Test
  void whatNobodyAskedForIsClosed() throws Exception {
    int before = open();
    for (int most = 0; most < 4; most++) {
      try (LocalSocket.Pair pair = LocalSocket.pair();
          Descriptor file = MemoryFile.create("many")) {
        pair.one().send(new byte[8], Collections.nCopies(253, file));
        try (LocalSocket.Handed handed = pair.other().receive(8, most, PATIENCE)) {
          assertThat(handed.excess()).isTrue();
          assertThat(handed.descriptors()).hasSize(most);
        }
      }
    }
    assertThat(open()).isEqualTo(before);
  }

  @Test
  void aPeerThatDoesNotReadHoldsNobodyUp() throws Exception {
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  pair.one().send(new byte[4096], List.of());
                }
              })
          .hasMessageContaining("EAGAIN");
    }
  }

  @Test
  void aPeerThatSendsNothingIsWaitedForNoLongerThanAsked() throws Exception {
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      pair.one().send(new byte[2], List.of());
      try (LocalSocket.Handed handed = pair.other().receive(3, 1, 1_000_000)) {
        assertThat(handed.late()).isTrue();
        assertThat(handed.data().remaining()).isEqualTo(2);
      }
      pair.one().close();
      assertThat(pair.other().receive(3, 1, PATIENCE).data().remaining()).isZero();
    }
  }

  @Test
  void theKernelNamesThePeer() throws Exception {
    try (LocalSocket.Pair pair = LocalSocket.pair()) {
      LocalSocket.Credentials self = new LocalSocket.Credentials(Ids.pid(), Ids.uid(), Ids.gid());
      assertThat(pair.one().peer()).isEqualTo(self);
    }
  }

  @Test
  void aListenersFileIsItsUsersFromTheBeginning() throws Exception {
    Path path = directory.resolve("socket");
    LocalListener listener = LocalListener.bind(path, 0600);
    try (LocalSocket socket = LocalSocket.connect(path)) {
      assertThat(FileStatus.ofLink(path).permissions()).isEqualTo(0600);
      assertThat(FileStatus.ofLink(path).isSocket()).isTrue();
      LocalSocket accepted = listener.accept();
      assertThat(accepted).isNotNull();
      accepted.send(new byte[] {9}, List.of());
      assertThat(socket.receive(1, 0, PATIENCE).data().get()).isEqualTo((byte) 9);
      accepted.close();
    } finally {
      listener.close();
    }
    assertThatThrownBy(() -> LocalSocket.connect(path)).hasMessageContaining("ECONNREFUSED");
  }

  @Test
  void closingAListenerEndsItsWait() throws Exception {
    LocalListener listener = LocalListener.bind(directory.resolve("socket"), 0600);
    FutureTask<LocalSocket> accepting = new FutureTask<>(listener::accept);
    Thread thread = Thread.ofPlatform().daemon().start(accepting);
    while (!accepting.isDone() && !isInCall(thread)) {
      Thread.sleep(1);
    }
    listener.close();
    assertThat(accepting.get(60, TimeUnit.SECONDS)).isNull();
    assertThat(listener.accept()).isNull();
  }

  /// Deep enough: between that and the call itself closing works as well.
  private static boolean isInCall(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("accept")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aPathThatIsTooLongIsRefusedInWords() {
    Path path = directory.resolve("x".repeat(120));
    assertThatThrownBy(() -> LocalListener.bind(path, 0600))
        .hasMessageContaining("at most 107 bytes");
    assertThatThrownBy(() -> LocalSocket.connect(path)).hasMessageContaining("at most 107 bytes");
  }

  @Test
  void aDirectoryIsLockedForOneAtATime() throws Exception {
    try (DirectoryLock lock = DirectoryLock.take(directory)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.take(directory)).hasMessageContaining("EAGAIN");
    }
    DirectoryLock.take(directory).close();
  }
}
