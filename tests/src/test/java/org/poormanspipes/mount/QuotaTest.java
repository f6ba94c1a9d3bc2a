package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Requires;

/// What one user may take of a device that others need too. After each test the accounts of the
/// users add up to what there is.
final class QuotaTest {
  private static final int ONE = 4001;
  private static final int OTHER = 4002;
  private static final int KILLS = 6;

  @RegisterExtension static final Mounted MOUNT = new Mounted("--allow-other").complaining(60);

  @BeforeAll
  static void share() throws IOException {
    Requires.program("setpriv");
    MOUNT.device().configure(Map.of("mode", "0777"));
  }

  @BeforeEach
  void withoutLimits() throws IOException {
    limits("0", "0", "0");
  }

  @AfterEach
  void theAccountsAddUp() throws Exception {
    Eventually.holds("nobody has a pipe any more", QuotaTest::isEmptied);
    balanced();
  }

  private static boolean isEmptied() throws IOException {
    for (Attributes pipe : MOUNT.device().list()) {
      try {
        MOUNT.device().deleteForced(String.valueOf(pipe.text("name")));
      } catch (DeviceException gone) {
        assertThat(gone.kind()).isEqualTo(DeviceException.Kind.NOT_FOUND);
      }
    }
    return MOUNT.device().quotas().size() == 1;
  }

  private static void limits(String pipes, String bytes, String handles) throws IOException {
    MOUNT
        .device()
        .configure(
            Map.of("quota-user-pipes", pipes, "quota-user-bytes", bytes, "quota-handles", handles));
  }

  /// Pipes of each user, and that they are all.
  private static Map<Long, Long> balanced() throws IOException {
    List<Attributes> rows = MOUNT.device().quotas();
    Map<Long, Long> pipes = new HashMap<>();
    long bytes = 0;
    for (Attributes user : rows.subList(1, rows.size())) {
      pipes.put(user.number("uid"), user.number("pipes"));
      bytes += user.number("bytes");
    }
    Attributes device = rows.getFirst();
    assertThat(bytes).as("bytes of " + rows).isEqualTo(device.number("bytes"));
    assertThat(pipes.values().stream().mapToLong(Long::longValue).sum())
        .as("pipes of " + rows)
        .isEqualTo(device.number("pipes"))
        .isEqualTo(MOUNT.device().list().size());
    return pipes;
  }

  private static Said as(int uid, String script) throws Exception {
    return MOUNT
        .start(
            "setpriv",
            "--reuid=" + uid,
            "--regid=" + uid,
            "--clear-groups",
            Programs.python(),
            "-c",
            "from clients import *\nos.umask(0)\n" + script)
        .end();
  }

  @Test
  void aUserHasSoManyPipesAndNoMore() throws Exception {
    limits("3", "0", "0");
    as(
            ONE,
            """
            open_ones = [opened("a%d" % i, RW) for i in range(3)]
            check(refusal(opened, "a3", RW), "EDQUOT")
            check(refusal(opened, "a4", RW | os.O_CREAT), "EDQUOT")
            check(sorted(os.listdir(M)), ["a0", "a1", "a2"])
            again = opened("a0", RW)
            os.unlink(at("a2"))
            more = opened("a4", RW)
            check(refusal(opened, "a5", RW), "EDQUOT")
            """)
        .isFine();
    as(OTHER, "kept = opened('b', RW)\nos.write(kept, b'x')\ncheck(os.read(kept, 9), b'x')")
        .isFine();
    Eventually.holds(
        "they went with their last handles", () -> MOUNT.device().quotas().size() == 1);
  }

  @Test
  void aUsersPipesTakeSoMuchMemoryAndNoMore() throws Exception {
    limits("0", "200K", "0");
    as(
            ONE,
            """
            a = opened("a", RW)
            os.write(a, b"kept")
            check(refusal(os.setxattr, at("a"), "user.pmp.capacity", b"1M"), "EDQUOT")
            check(os.getxattr(at("a"), "user.pmp.capacity"), b"65536")
            os.setxattr(at("a"), "user.pmp.capacity", b"128K")
            check(os.read(a, 9), b"kept")
            check(refusal(opened, "b", RW), "EDQUOT")
            os.setxattr(at("a"), "user.pmp.capacity", b"4K")
            b = opened("b", RW)
            """)
        .isFine();
    as(OTHER, "opened('c', RW)").isFine();
  }

  @Test
  void aPipeHasSoManyHandlesAndNoMore() throws Exception {
    limits("0", "0", "5");
    as(
            ONE,
            """
            kept = [opened("a", RW) for i in range(5)]
            check(refusal(opened, "a", RD), "ENFILE")
            b = opened("b", RW)
            os.setxattr(at("a"), "user.pmp.when-full", b"reject")
            os.close(kept.pop())
            until("its place is free", lambda: refusal(opened, "a", RD) is None)
            """)
        .isFine();
    limits("0", "0", "1");
    try (PipeChannel _ = MOUNT.device().open("L", Access.WRITE)) {
      assertThatThrownBy(() -> MOUNT.device().open("l", Access.READ))
          .isInstanceOf(DeviceException.class)
          .hasMessageContainingAll("'L' has 1 handles open", "quota", "1 for a pipe", "close some");
    }
  }

  @Test
  void whoIsGivenAPipeIsCharged() throws Exception {
    limits("2", "0", "0");
    MOUNT.pmp("create", "G", "--lifetime=permanent", "--mode=0666").isFine();
    assertThat(balanced()).isEqualTo(Map.of(0L, 1L));
    MOUNT.bash("chown 4001:4001 $M/G").isFine();
    assertThat(balanced()).isEqualTo(Map.of(4001L, 1L));
    MOUNT.pmp("create", "H", "--lifetime=permanent", "--owner=4001").isFine();
    MOUNT
        .pmp("create", "I", "--lifetime=permanent", "--owner=4001")
        .refused("user 4001", "2 pipes", "--quota-user-pipes");
    MOUNT.pmp("create", "I", "--lifetime=permanent").isFine();
    MOUNT.bash("chown 4001 $M/I").refused("quota");
    MOUNT.bash("stat -c %u $M/I").printed("0\n");
    assertThat(balanced()).isEqualTo(Map.of(0L, 1L, 4001L, 2L));
    MOUNT.bash("chown 4002 $M/G; chown 4001 $M/I; stat -c %u $M/G $M/I").printed("4002\n4001\n");
    assertThat(balanced()).isEqualTo(Map.of(4001L, 2L, 4002L, 1L));
    MOUNT.bash("rm $M/H").isFine();
    assertThat(balanced()).isEqualTo(Map.of(4001L, 1L, 4002L, 1L));
  }

  @Test
  void theCommandSaysWhoHasWhatAndWhatToDo() throws Exception {
    MOUNT.pmp("device", "set", "Example", "--quota-user-pipes", "2", "--quota-user-bytes", "1M");
    MOUNT.pmp("create", "A", "--lifetime=permanent").isFine();
    MOUNT
        .pmp("create", "B", "--lifetime=permanent", "--capacity=2M")
        .refused("root (uid 0)", "bytes", "1048576 for a user", "--quota-user-bytes");
    MOUNT.pmp("create", "B", "--lifetime=permanent").isFine();
    MOUNT
        .pmp("create", "C", "--lifetime=permanent")
        .refused("root (uid 0)", "2 pipes", "of 2 for a user", "--quota-user-pipes");
    Said pool = MOUNT.pmp("pool");
    assertThat(pool.isFine().out())
        .containsPattern("device +Example +2 +131072")
        .containsPattern("user +root +2 +2 +[0-9]+ +1048576");
    assertThat(MOUNT.pmp("pool", "--json").isFine().out())
        .contains("\"quotas\": [", "\"scope\": \"user\", \"name\": \"root\", \"uid\": 0");
    MOUNT.pmp("device", "set", "Example", "--quota-user-pipes", "3").isFine();
    MOUNT.pmp("create", "C", "--lifetime=permanent").isFine();
    assertThat(balanced()).isEqualTo(Map.of(0L, 3L));
  }

  /// Killed while it makes, resizes and removes pipes, at any moment.
  @Test
  void whatTheKilledWereChargedIsCountedAnew() throws Exception {
    DeviceOptions options = DeviceOptions.builder().root(MOUNT.root()).build();
    for (int kill = 0; kill < KILLS; kill++) {
      try (Peer peer = Peer.start(options)) {
        peer.tell("churn", "k" + kill + "_");
        for (int seen = 0; seen < 30 + kill; seen++) {
          peer.answer();
        }
        peer.kill();
      }
      try (Device device = Device.open(options)) {
        // Whoever comes next finds the device's mutex abandoned, if it was held.
        device.create("next", PipeOptions.DEFAULT);
        device.delete("next");
      }
      balanced();
    }
  }
}
