package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;

/// The server goes, by force or by request: nobody hangs, nothing is lost, the next one serves.
final class ServerDeathTest {
  @RegisterExtension static final Mounted MOUNT = Mounted.later("");

  private static final String DIRECTORY_OF_MOUNTS = "grep -c \" $M \" /proc/self/mounts || true";

  /// Says with which errors those that used the mount ended.
  private static final String LOAD =
      """
      def loops(kind):
          signal.alarm(0)
          while True:
              try:
                  if kind == 0:
                      os.read(opened("NOTHING", RD), 9)
                  elif kind == 1:
                      f = opened("LOAD", RW | NONBLOCK)
                      while True:
                          os.write(f, b"x" * 1000)
                          os.read(f, 1000)
                  elif kind == 2:
                      os.write(opened("FULL", WR), b"x" * 99999)
                  else:
                      os.stat(at("LOAD"))
                      os.listdir(M)
              except OSError as refused:
                  if refused.errno == errno.ENOENT and not os.path.ismount(M):
                      return 0
                  if refused.errno in (errno.EAGAIN, errno.ENOENT):
                      continue
                  os.write(1, errno.errorcode[refused.errno].encode() + b"\\n")
                  return 0 if refused.errno in (errno.EIO, errno.ENOTCONN, errno.ECONNABORTED,
                                                errno.ENODEV) else 1
      keep = [opened("NOTHING", WR), opened("LOAD", RW)]
      kids = [child(loops, i % 4) for i in range(16)]
      sleeps(*kids[0::4], *kids[2::4])
      print("busy", flush=True)
      check([ended(k) for k in kids], [0] * 16)
      """;

  @AfterEach
  void unmount() throws Exception {
    MOUNT.bash("umount -l $M 2>/dev/null; true");
    MOUNT.server().signal("KILL").end();
    for (var pipe : MOUNT.device().list()) {
      MOUNT.device().deleteForced(pipe.text("name"));
    }
  }

  private static void createFull() throws Exception {
    MOUNT.device().create("FULL", permanent(4096));
  }

  private static PipeOptions permanent(long capacity) {
    return PipeOptions.builder().capacity(capacity).lifetime(Lifetime.PERMANENT).build();
  }

  @Test
  void aServerKilledUnderLoadLosesNothingAndTheNextServes() throws Exception {
    MOUNT.serve();
    createFull();
    MOUNT.device().create("KEPT", permanent(65536));
    MOUNT.bash("seq 1000 > $M/KEPT").isFine();
    try (Client load = MOUNT.startPython(LOAD)) {
      load.until("busy");
      MOUNT.server().signal("KILL").end();
      Said said = load.end().isFine();
      System.out.println(
          "killed under load: " + said.out().lines().skip(1).sorted().distinct().toList());
    }
    MOUNT.bash("ls $M").refused("Transport endpoint is not connected");
    // The dead server's handles are nobody's.
    MOUNT.device().list();
    Eventually.holds("no handle is left", () -> MOUNT.device().handles(null).isEmpty());
    ByteBuffer first = ByteBuffer.allocate(2);
    try (PipeChannel reader = MOUNT.device().open("KEPT", Access.READ)) {
      reader.read(first);
    }
    assertThat(new String(first.array(), UTF_8)).isEqualTo("1\n");
    MOUNT.serve();
    MOUNT.bash("timeout 9 cmp <(head -c 3891 < $M/KEPT) <(seq 2 1000)").printed("");
    MOUNT.bash(DIRECTORY_OF_MOUNTS).printed("1\n");
    MOUNT.bash("echo again > $M/NEW; cat $M/NEW; ls $M | grep -x KEPT").printed("again\nKEPT\n");
    MOUNT.bash("rm $M/KEPT $M/FULL").isFine();
  }

  @Test
  void aSignalUnmountsAndEndsWhatWaits() throws Exception {
    for (String signal : List.of("TERM", "INT")) {
      MOUNT.serve();
      createFull();
      try (Client load = MOUNT.startPython(LOAD)) {
        load.until("busy");
        Said server = MOUNT.server().signal(signal).end();
        assertThat(server.err()).as("what the server said").isEmpty();
        assertThat(server.code()).as("exit code after " + signal).isZero();
        Said said = load.end().isFine();
        System.out.println(signal + ": " + said.out().lines().skip(1).sorted().distinct().toList());
      }
      MOUNT.bash(DIRECTORY_OF_MOUNTS).printed("0\n");
      assertThat(MOUNT.device().handles(null)).isEmpty();
      MOUNT.device().deleteForced("FULL");
    }
  }

  @Test
  void unmountingRefusesWhileItIsUsedUnlessForced() throws Exception {
    Client server = MOUNT.serve();
    try (Client reader =
        MOUNT.startPython(
            """
            keep = opened("USED", WR)
            r = Thread(os.read, opened("USED", RD), 9)
            sleeps(r.thread.native_id)
            print("busy", flush=True)
            print(r.result(), flush=True)
            """)) {
      reader.until("busy");
      String directory = MOUNT.directory().toString();
      MOUNT.pmp("umount", directory).refused("it is used", "--force");
      MOUNT.pmp("umount", directory, "--force").isFine();
      assertThat(reader.end().out()).containsPattern("EIO|ENOTCONN|ECONNABORTED|ENODEV");
      assertThat(server.end().err()).isEmpty();
      assertThat(server.end().code()).isZero();
    }
    MOUNT.bash(DIRECTORY_OF_MOUNTS).printed("0\n");
    assertThat(MOUNT.device().handles(null)).isEmpty();
  }

  @Test
  void whatCanNotBeMountedOrUnmountedIsRefusedWithASentence() throws Exception {
    String directory = MOUNT.serve().isAlive() ? MOUNT.directory().toString() : "";
    MOUNT.pmp("mount", directory, "--foreground").refused("mounted on", "already", "pmp umount");
    MOUNT.pmp("mount", directory + "/none/there").refused("there is no directory", "mkdir");
    MOUNT.pmp("mount", "/dev/null").refused("no directory");
    MOUNT.pmp("umount", "/tmp").refused("no device is mounted on '/tmp'");
    MOUNT.pmp("umount", directory).isFine();
    MOUNT.pmp("umount", directory).refused("no device is mounted");
    assertThat(MOUNT.server().end().code()).isZero();
  }

  @Test
  void aServerInTheBackgroundOutlivesTheCommand() throws Exception {
    MOUNT.serve();
    MOUNT.pmp("umount", MOUNT.directory().toString()).isFine();
    MOUNT.pmp("mount", MOUNT.directory().toString()).printed("");
    MOUNT.bash("echo there > $M/BACK; cat $M/BACK").printed("there\n");
    MOUNT.pmp("umount", MOUNT.directory().toString()).isFine();
    MOUNT.bash(DIRECTORY_OF_MOUNTS).printed("0\n");
    Eventually.holds("the server has ended", () -> MOUNT.namespace().processes().isEmpty());
  }

  @Test
  void aServerKilledInTheMiddleOfAMessageLeavesWholeOnes() throws Exception {
    for (int round = 0; round < 3; round++) {
      MOUNT.serve();
      MOUNT.pmp("create", "WHOLE", "--type=message", "--lifetime=permanent").isFine();
      try (Client load =
          MOUNT.startPython(
              """
              print("busy", flush=True)
              f, n = opened("WHOLE", WR), 0
              try:
                  while True:
                      n += 1
                      os.write(f, (b"%d " % n).ljust(1000, b"%d" % (n % 10)))
              except OSError as refused:
                  print(n, errno.errorcode[refused.errno])
              """)) {
        load.until("busy");
        long taken = 0;
        try (PipeChannel reader = MOUNT.device().open("WHOLE", Access.READ)) {
          while (taken < 200) {
            taken = check(reader, taken);
          }
          MOUNT.server().signal("KILL").end();
          // All that was written is there, up to the one whose writer got no answer.
          long last = Long.parseLong(load.end().out().replaceAll("(?s)busy\n(\\d+) .*", "$1"));
          while (taken < last - 1) {
            taken = check(reader, taken);
          }
        }
      }
      MOUNT.device().deleteForced("WHOLE");
      MOUNT.bash("umount -l $M").isFine();
    }
  }

  private static long check(PipeChannel reader, long before) throws Exception {
    ByteBuffer message = ByteBuffer.allocate(2000);
    assertThat(reader.read(message)).isEqualTo(1000);
    String text = new String(message.array(), 0, 1000, UTF_8);
    long number = before + 1;
    String start = number + " ";
    assertThat(text).isEqualTo(start + ("" + number % 10).repeat(1000 - start.length()));
    return number;
  }
}
