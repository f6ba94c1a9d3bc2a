package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Sandbox;
import org.poormanspipes.testing.TemporaryRoot;

/// Root directories that can't serve, or not for long: full, forbidden, or somebody else's.
class HostilePlacesTest {
  private static final String DEFAULT_ROOT = "/dev/shm/pmp-" + Sandbox.NOBODY;

  private TemporaryRoot root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = new TemporaryRoot();
  }

  @AfterEach
  void removeRoot() throws IOException {
    root.close();
  }

  @Test
  void aPipeThatDoesNotFitTheFileSystemIsRefusedWithTheSizesAndTheOthersGoOn() throws IOException {
    try (Peer peer = new Sandbox().tmpfs(root.path(), "1m").start("Example", root.path() + "")) {
      peer.open("w", "small", Access.READ_WRITE, "capacity=100K", "lifetime=permanent");
      peer.write("w", "before".getBytes(java.nio.charset.StandardCharsets.UTF_8), "now");
      String before = peer.ask("tree", root.path().toString());
      assertThat(peer.ask("open", "l", "large", "WRITE", "capacity=4M"))
          .startsWith("!NO_SPACE")
          .contains("large")
          .containsPattern("[0-9]+ bytes wanted, [0-9]+ of 1048576 bytes available on this tmpfs");
      assertThat(peer.ask("tree", root.path().toString())).isEqualTo(before);
      assertThat(peer.ask("list")).isEqualTo("[small]");
      assertThat(peer.read("w", 10, "now")).isEqualTo("'before'");
      peer.open("o", "other", Access.WRITE, "capacity=200K", "lifetime=temporary");
      assertThat(peer.write("o", new byte[1000], "now")).isEqualTo("1000");
      peer.close("o");
      assertThat(peer.ask("tree", root.path().toString())).isEqualTo(before);
    }
  }

  @Test
  void manyPipesFillTheFileSystemAndNothingIsTorn() throws IOException {
    try (Peer peer = new Sandbox().tmpfs(root.path(), "1m").start("Example", root.path() + "")) {
      int made = 0;
      String answer = "ok";
      while (answer.equals("ok") && made < 1000) {
        answer = peer.ask("open", "p" + made, "p" + made, "READ_WRITE", "capacity=50K");
        made++;
      }
      assertThat(answer).startsWith("!NO_SPACE");
      assertThat(made).isGreaterThan(5);
      for (int pipe = 0; pipe < made - 1; pipe++) {
        assertThat(peer.write("p" + pipe, new byte[50 << 10], "now"))
            .isEqualTo(String.valueOf(50 << 10));
      }
      peer.read("p0", 100 << 10, "now");
      peer.close("p0");
      peer.open("again", "again", Access.WRITE, "capacity=50K");
    }
  }

  /// While others write and read: refused with the sizes, nothing half-made is left, nothing is lost.
  @Test
  void aRingThatCanNotGrowIsRefusedAndItsUsersGoOn() throws IOException {
    try (Peer peer = new Sandbox().tmpfs(root.path(), "1m").start("Example", root.path() + "")) {
      peer.open("a", "P", Access.READ_WRITE, "capacity=100K", "lifetime=permanent");
      peer.write("a", "before".getBytes(java.nio.charset.StandardCharsets.UTF_8), "now");
      String tree = peer.ask("tree", root.path().toString());
      String pool = peer.ask("pool");
      for (int round = 0; round < 20; round++) {
        assertThat(peer.ask("set", "a", "capacity=4M"))
            .startsWith("!NO_SPACE")
            .containsPattern("[0-9]+ bytes wanted, [0-9]+ of 1048576 bytes available");
        assertThat(peer.write("a", new byte[] {'x'}, "now")).isEqualTo("1");
      }
      assertThat(peer.ask("tree", root.path().toString())).isEqualTo(tree);
      assertThat(peer.ask("pool")).isEqualTo(pool);
      assertThat(peer.ask("set", "a", "capacity=200K")).isEqualTo("ok");
      assertThat(peer.read("a", 100, "now")).isEqualTo("'before" + "x".repeat(20) + "'");
    }
  }

  @Test
  void aPipeThatHasNoRoomForMoreHandlesRefusesThemAndTheOthersGoOn() throws IOException {
    try (Peer peer = new Sandbox().tmpfs(root.path(), "300k").start("Example", root.path() + "")) {
      peer.open("a", "P", Access.READ_WRITE, "capacity=4K", "lifetime=permanent");
      peer.open("f", "FILLER", Access.READ_WRITE, "capacity=150K", "lifetime=temporary");
      int opened = 0;
      String answer = peer.ask("many", "1", "P", "READ_WRITE");
      String tree = peer.ask("tree", root.path().toString());
      for (; answer.equals("ok") && opened < 2000; opened++) {
        answer = peer.ask("many", "1", "P", "READ_WRITE");
      }
      assertThat(answer).startsWith("!NO_SPACE").contains("bytes available on this tmpfs");
      String pool = peer.ask("pool");
      assertThat(peer.ask("many", "1", "P", "READ_WRITE")).startsWith("!NO_SPACE");
      assertThat(peer.ask("pool")).isEqualTo(pool);
      assertThat(peer.ask("tree", root.path().toString())).isEqualTo(tree);
      assertThat(peer.write("a", new byte[] {'x'}, "now")).isEqualTo("1");
      assertThat(peer.read("a", 9, "now")).isEqualTo("'x'");
      peer.close("f");
      assertThat(peer.ask("many", "1", "P", "READ_WRITE")).isEqualTo("ok");
    }
  }

  @Test
  void aDeviceThatDoesNotFitTheFileSystemIsRefusedAndLeavesNothing() throws IOException {
    try (Peer peer = new Sandbox().tmpfs(root.path(), "32k").start("Example", root.path() + "")) {
      assertThat(peer.ask("device")).startsWith("!NO_SPACE").contains("Example").contains("bytes");
      assertThat(peer.ask("tree", root.path().toString())).isIn("[]", "[.lock]");
    }
  }

  @Test
  void aRootThatOneMayNotWriteIsRefused() throws IOException {
    Path forbidden = Files.createDirectory(root.path().resolve("forbidden"));
    openToAll(root.path());
    openToAll(forbidden);
    try (Peer peer = new Sandbox().as(Sandbox.NOBODY).start("Example", forbidden.toString())) {
      assertThat(peer.ask("device")).startsWith("!DENIED").contains(forbidden.toString());
    }
    assertThat(TemporaryRoot.tree(forbidden)).isEmpty();
  }

  @Test
  void aDeviceOfAnotherUserIsRefused() throws IOException {
    openToAll(root.path());
    try (Peer owner = new Sandbox().start("Example", root.path().toString());
        Peer other = new Sandbox().as(Sandbox.NOBODY).start("Example", root.path().toString())) {
      owner.open("w", "HELLO", Access.WRITE);
      assertThat(other.ask("device")).startsWith("!DENIED").contains("Example");
      assertThat(other.ask("open", "r", "HELLO", "READ")).startsWith("!DENIED");
    }
  }

  @Test
  void aDefaultRootThatSomebodyElsePutThereIsRefused() throws IOException {
    Sandbox squatted = shm().run("mkdir " + DEFAULT_ROOT).run("chmod 1777 " + DEFAULT_ROOT);
    try (Peer peer = squatted.as(Sandbox.NOBODY).start("Example", "null")) {
      assertThat(peer.ask("device"))
          .startsWith("!DENIED")
          .contains(DEFAULT_ROOT)
          .contains("root")
          .contains("PMP_ROOT");
      assertThat(peer.ask("tree", DEFAULT_ROOT)).isEqualTo("[]");
    }
  }

  @Test
  void aDefaultRootThatIsALinkIsRefused() throws IOException {
    Sandbox squatted =
        shm()
            .run("mkdir /dev/shm/trap; chown " + Sandbox.NOBODY + " /dev/shm/trap")
            .run("ln -s trap " + DEFAULT_ROOT);
    try (Peer peer = squatted.as(Sandbox.NOBODY).start("Example", "null")) {
      assertThat(peer.ask("device")).startsWith("!").contains(DEFAULT_ROOT);
      assertThat(peer.ask("tree", "/dev/shm/trap")).isEqualTo("[]");
    }
  }

  @Test
  void aDefaultRootIntoWhichOthersMayWriteIsRefused() throws IOException {
    Sandbox open =
        shm()
            .run("mkdir " + DEFAULT_ROOT + "; chown " + Sandbox.NOBODY + " " + DEFAULT_ROOT)
            .run("chmod 777 " + DEFAULT_ROOT);
    try (Peer peer = open.as(Sandbox.NOBODY).start("Example", "null")) {
      assertThat(peer.ask("device")).startsWith("!DENIED").contains("chmod 700");
    }
  }

  @Test
  void theDefaultRootIsMadeForItsUserAlone() throws IOException {
    try (Peer peer = shm().as(Sandbox.NOBODY).start("Example", "null")) {
      assertThat(peer.ask("device")).isEqualTo("ok");
      peer.open("w", "HELLO", Access.READ_WRITE);
      assertThat(peer.write("w", new byte[] {'x'}, "now")).isEqualTo("1");
      assertThat(peer.read("w", 8, "now")).isEqualTo("'x'");
      assertThat(peer.ask("tree", DEFAULT_ROOT)).contains("example");
    }
  }

  private static Sandbox shm() {
    return new Sandbox().tmpfs(Path.of("/dev/shm"), "10m");
  }

  private static void openToAll(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
