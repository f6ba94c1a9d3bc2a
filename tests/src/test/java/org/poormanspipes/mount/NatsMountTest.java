package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.NatsServer;

/// Pipes on a NATS server as files. Two processes mount the same device in two places, `$A` and
/// `$B`, as two machines would.
final class NatsMountTest {
  @RegisterExtension static final Mounted MOUNT = Mounted.later("");

  private static NatsServer server;
  private static Path a;
  private static Path b;
  private static Client serverOfA;

  /// Python has both mounts at hand, and the time until a client that was told to end has ended.
  private static final String BOTH =
      """
      A, B = sys.argv[1:3]
      def inA(name, flags, mode=0o666):
          return os.open(A + "/" + name, flags, mode)
      def inB(name, flags, mode=0o666):
          return os.open(B + "/" + name, flags, mode)
      """;

  @BeforeAll
  static void mountTwice() throws Exception {
    NatsServer.require();
    server = NatsServer.withJetStream();
    a = Files.createTempDirectory("pmp-nats-a-").toRealPath();
    b = Files.createTempDirectory("pmp-nats-b-").toRealPath();
    serverOfA = mount(server.device("Example"), a);
    mount(server.device("Example"), b);
  }

  @AfterAll
  static void unmount() throws Exception {
    if (server == null) {
      return;
    }
    Said said = serverOfA.signal("TERM").end();
    assertThat(said.code()).as("exit code of the mount's server").isZero();
    assertThat(said.err()).doesNotContain("Exception", "Error:");
    server.close();
    Files.delete(a);
    Files.delete(b);
  }

  private static Client mount(String device, Path place) throws Exception {
    Client mounted =
        MOUNT.serve(List.of("mount", "--foreground", "--device", device, place.toString()));
    MOUNT.lasts(mounted);
    return mounted;
  }

  private static Said bash(String script) throws Exception {
    return start(script).end();
  }

  private static Client start(String script) throws Exception {
    return MOUNT.start("env", "A=" + a, "B=" + b, "bash", "-c", script);
  }

  private static Said python(String script) throws Exception {
    return MOUNT.python(BOTH + script, a.toString(), b.toString());
  }

  private static Said pmp(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--device", server.device("Example")));
    return MOUNT.pmp(all.toArray(String[]::new));
  }

  @Test
  void whatTeeWritesInOneMountCatReadsInTheOther() throws Exception {
    try (Client cat = start("cat $B/LINE")) {
      bash("seq 2000 | tee $A/LINE | tail -n 1").printed("2000\n");
      assertThat(cat.end().isFine().out().lines()).hasSize(2000).first().isEqualTo("1");
    }
    bash("head -c 3000000 /dev/urandom > /dev/shm/pmp-$$;"
            + " dd if=/dev/shm/pmp-$$ of=$A/BIG bs=100k status=none & "
            + " dd if=$B/BIG bs=64k status=none | cmp - /dev/shm/pmp-$$; wait;"
            + " rm /dev/shm/pmp-$$")
        .printed("");
    bash("echo one > $A/SH; echo two >> $B/SH; cat < $A/SH").printed("one\ntwo\n");
    bash("exec 3<> $A/SH; echo both > $B/SH; read -r line <&3; echo \"$line\"").printed("both\n");
    bash("seq 9 | tee $A/ONE $B/TWO > /dev/null; cat $B/ONE $A/TWO | wc -l").printed("18\n");
  }

  @Test
  void aReadWaitsUntilItIsWrittenOrInterrupted() throws Exception {
    python(
            """
            keep, drain = inA("WAIT", WR), inB("WAIT", RD | NONBLOCK)
            check(refusal(os.read, drain, 9), "EAGAIN")
            for number in signal.SIGINT, signal.SIGTERM, signal.SIGKILL:
                def reads():
                    signal.signal(signal.SIGINT, signal.SIG_DFL)
                    os.read(inB("WAIT", RD), 1)
                reader = child(reads)
                sleeps(reader)
                os.kill(reader, number)
                check(ended(reader), -number)
            waits = Thread(os.read, inB("WAIT", RD), 9)
            time.sleep(0.1)
            check(waits.outcome, None)
            os.write(keep, b"for the one that waits")
            check(waits.result(), b"for the o")
            check(os.read(drain, 99), b"ne that waits")
            os.close(keep)
            os.set_blocking(drain, True)
            check(os.read(drain, 99), b"")
            """)
        .isFine();
    try (Client cat =
        MOUNT.start("env", "--default-signal=INT", "cat", b.resolve("INTERRUPTED").toString())) {
      bash("until test -e $A/INTERRUPTED; do sleep 0.05; done").isFine();
      new ProcessBuilder("pkill", "-INT", "-P", "" + cat.pid()).start().waitFor();
      assertThat(cat.end().code()).isNotZero();
    }
  }

  @Test
  void aWriteWaitsForRoomAndIsRefusedToWhoMayNotWait() throws Exception {
    pmp("create", "ROOM", "--capacity", "8192", "--lifetime", "permanent").isFine();
    python(
            """
            w, r = inA("ROOM", WR | NONBLOCK), inB("ROOM", RD | NONBLOCK)
            check(os.write(w, b"f" * 2000), 2000)
            check(os.write(w, b"f" * 7000), 6192)
            check(refusal(os.write, w, b"f"), "EAGAIN")
            check(select.select([], [w], [], 0), ([], [], []))
            room = Thread(lambda: select.select([], [w], [], LIMIT))
            os.set_blocking(w, True)
            waits = Thread(os.write, w, b"late")
            time.sleep(0.1)
            check((waits.outcome, room.outcome), (None, None))
            check(len(os.read(r, 8192)), 8192)
            check(waits.result(), 4)
            check(room.result(), ([], [w], []))
            check(os.read(r, 9), b"late")
            os.setxattr(A + "/ROOM", "user.pmp.when-full", b"reject")
            check(os.write(w, b"f" * 9000), 8192)
            check(refusal(os.write, w, b"f"), "ENOSPC")
            """)
        .isFine();
    bash("rm $B/ROOM; ls $A | grep ROOM || echo none").printed("none\n");
  }

  @Test
  void pollSelectAndEpollAreWoken() throws Exception {
    python(
            """
            for round in range(8):
                w, r = inA("POLL", WR), inB("POLL", RD)
                p = select.poll()
                p.register(r, select.POLLIN)
                check(p.poll(0), [])
                waits = Thread(lambda: p.poll(LIMIT * 1000))
                time.sleep(0.003 * round)
                os.write(w, b"x")
                check(waits.result(), [(r, select.POLLIN)])
                check(os.read(r, 9), b"x")
                e = select.epoll()
                e.register(r, select.EPOLLIN | select.EPOLLET)
                waits = Thread(e.poll, LIMIT)
                time.sleep(0.003 * round)
                os.write(w, b"y")
                check(waits.result(), [(r, select.EPOLLIN)])
                check(os.read(r, 9), b"y")
                # The end of the stream is something to read.
                waits = Thread(lambda: select.select([r], [], [], LIMIT))
                time.sleep(0.003 * round)
                os.close(w)
                check(waits.result(), ([r], [], []))
                check(os.read(r, 9), b"")
                os.close(r)
                e.close()
            """)
        .isFine();
  }

  @Test
  void propertiesNamesAndMessagesAreAsInSharedMemory() throws Exception {
    pmp("create", "MSG", "--type", "message", "--lifetime", "permanent").isFine();
    python(
            """
            w, r = inA("MSG", WR), inB("MSG", RD)
            check(os.write(w, b"one"), 3)
            check(os.write(w, b"two and more"), 12)
            check(os.read(r, 99), b"one")
            check(os.read(r, 3), b"two")
            check(os.read(r, 99), b" and more")
            check(refusal(os.write, w, b"x" * 100000), "EMSGSIZE")
            p = B + "/MSG"
            check(os.getxattr(p, "user.pmp.type"), b"message")
            os.setxattr(p, "user.pmp.capacity", b"8192")
            check(os.getxattr(A + "/MSG", "user.pmp.capacity"), b"8192")
            check(refusal(os.setxattr, p, "user.pmp.capacity", b"many"), "EINVAL")
            check(refusal(os.getxattr, p, "user.pmp.none"), "ENODATA")
            check(b"example" in os.getxattr(A, "user.pmp.name").lower(), True)
            os.close(os.open(A + "/MODE", os.O_CREAT | os.O_EXCL | RW, 0o640))
            os.makedirs(A + "/made/IN")
            keep = inA("made/IN/MODE", os.O_CREAT | os.O_EXCL | RW, 0o640)
            check(refusal(inB, "made/IN/MODE", os.O_CREAT | os.O_EXCL | WR), "EEXIST")
            check(os.stat(B + "/made/IN/MODE").st_mode & 0o777, 0o640)
            check(os.listdir(B + "/made"), ["IN"])
            os.chmod(B + "/made/IN/MODE", 0o600)
            check(os.stat(A + "/made/IN/MODE").st_mode & 0o777, 0o600)
            check(os.path.exists(A + "/missing"), False)
            check(refusal(os.rename, p, B + "/OTHER"), "ENOTSUP")
            check(refusal(os.unlink, A + "/missing"), "ENOENT")
            check(os.statvfs(A).f_files > 0, True)
            os.unlink(B + "/made/IN/MODE")
            check(os.path.exists(A + "/made/IN/MODE"), False)
            check(refusal(os.write, keep, b"x"), "ESTALE")
            os.unlink(A + "/MSG")
            """)
        .isFine();
  }

  @Test
  void aReadGoesOnWhenTheServerIsBackAndNobodyHangsMeanwhile() throws Exception {
    try (Client writer = start("cat > $A/LIVES");
        Client cat = start("cat $B/LIVES")) {
      writer.type("before");
      cat.until("before");
      server.kill();
      // Long enough for every wait to have looked for the server.
      MOUNT
          .python(
              BOTH
                  + """
                  def reads():
                      os.read(inB("LIVES", RD), 9)
                  def lists():
                      os.listdir(A)
                  def polls():
                      select.select([inA("OTHER", RD)], [], [])
                  for what in reads, lists, polls:
                      for number in signal.SIGTERM, signal.SIGKILL:
                          kid = child(what)
                          time.sleep(1.2)
                          os.kill(kid, number)
                          began = time.monotonic()
                          check(ended(kid), -number)
                          print("%s: %.1f s" % (what.__name__, time.monotonic() - began))
                  """,
              a.toString(),
              b.toString())
          .isFine();
      assertThat(cat.isAlive()).isTrue();
      server.start();
      writer.type("after");
      cat.until("after");
      writer.end().isFine();
      cat.end().printed("before\nafter\n");
    }
  }

  /// A read that was interrupted while it asked the server gets its data all the same: they are the
  /// next read's.
  @Test
  void anInterruptedReadLosesNothingOfWhatComesLater() throws Exception {
    try (Client reader =
            MOUNT.startPython(
                BOTH
                    + """
                    signal.signal(signal.SIGALRM, lambda *_: None)
                    signal.siginterrupt(signal.SIGALRM, True)
                    import ctypes
                    libc = ctypes.CDLL(None, use_errno=True)
                    fd = inB("ALARM", RD)
                    print("open", flush=True)
                    sys.stdin.readline()
                    interrupted = 0
                    for again in range(4):
                        signal.setitimer(signal.ITIMER_REAL, 0.7)
                        check(libc.read(fd, ctypes.create_string_buffer(9), 9), -1)
                        check(ctypes.get_errno(), errno.EINTR)
                    print("interrupted", flush=True)
                    whole = b""
                    while len(whole) < 3000:
                        whole += os.read(fd, 7)
                    check(whole, b"".join(b"%5d" % i for i in range(600)))
                    """,
                a.toString(),
                b.toString());
        Client writer =
            MOUNT.startPython(
                BOTH
                    + """
                    fd = inA("ALARM", WR)
                    print("open", flush=True)
                    sys.stdin.readline()
                    for i in range(600):
                        os.write(fd, b"%5d" % i)
                    """,
                a.toString(),
                b.toString())) {
      reader.until("open");
      writer.until("open");
      server.kill();
      reader.type("go");
      reader.until("interrupted");
      server.start();
      writer.type("go");
      writer.end().isFine();
      reader.end().isFine();
    }
  }

  /// What fitted before the server went away is there; who heard of nothing would write it again.
  @Test
  void anInterruptedWriteSaysHowMuchWasWritten() throws Exception {
    pmp("create", "PART", "--capacity", "65536").isFine();
    try (Client writer =
        MOUNT.startPython(
            BOTH
                + """
                signal.signal(signal.SIGALRM, lambda *_: None)
                signal.siginterrupt(signal.SIGALRM, True)
                import ctypes
                libc = ctypes.CDLL(None, use_errno=True)
                fd = inA("PART", WR)
                print("open", flush=True)
                signal.setitimer(signal.ITIMER_REAL, 4)
                check(libc.write(fd, bytes(200000), 200000), 65536)
                print("told", flush=True)
                """,
            a.toString(),
            b.toString())) {
      writer.until("open");
      Eventually.holds("it waits", () -> pmp("handles", "PART").out().contains("room"));
      server.kill();
      writer.until("told");
      server.start();
      writer.end().isFine();
    }
    bash("timeout 20 head -c 65536 $B/PART | wc -c").printed("65536\n");
  }

  @Test
  void aServerThatStaysAwayIsAnErrorAndTheMountCanBeTakenAway() throws Exception {
    Path place = Files.createTempDirectory("pmp-nats-c-").toRealPath();
    try (NatsServer other = NatsServer.withJetStream()) {
      Client mounted = mount(other.device("Away") + "?patience=3", place);
      try (Client cat = MOUNT.start("cat", place + "/READ");
          Client waits =
              MOUNT.start("bash", "-c", "exec 3<> " + place + "/W; echo open; read -u 3")) {
        waits.until("open");
        other.kill();
        cat.end().refused("Input/output error");
        MOUNT.start("ls", place.toString()).end().refused("Input/output error");
        waits.end();
      }
      Said said = mounted.signal("TERM").end();
      assertThat(said.code()).isZero();
      assertThat(said.err()).contains("did not answer").doesNotContain("Exception");
      MOUNT.bash("grep -c " + place + " /proc/self/mounts || true").printed("0\n");
    }
    Files.delete(place);
  }

  @Test
  void whoseMountIsKilledIsGoneForTheOtherSeconds() throws Exception {
    Path place = Files.createTempDirectory("pmp-nats-d-").toRealPath();
    Client mounted = mount(server.device("Example"), place);
    try (Client cat = start("cat $B/ORPHAN");
        Client writer =
            MOUNT.start("bash", "-c", "exec > " + place + "/ORPHAN; echo last; sleep 30")) {
      cat.until("last");
      mounted.signal("KILL").end();
      cat.end().printed("last\n");
      writer.close();
    }
    MOUNT.bash("umount -l " + place).isFine();
    Files.delete(place);
  }

  @Test
  void theCommandMountsInTheBackgroundAndShowsNoPassword() throws Exception {
    Path place = Files.createTempDirectory("pmp-nats-e-").toRealPath();
    String device = "nats://me:secret@127.0.0.1:" + server.port() + "/Example";
    MOUNT.pmp("mount", place.toString(), "--device", device).printed("");
    MOUNT.bash("grep " + place + " /proc/self/mounts").isFine();
    assertThat(MOUNT.bash("cat /proc/self/mounts").out()).doesNotContain("secret");
    MOUNT.bash("echo there > " + place + "/BACK; cat " + place + "/BACK").printed("there\n");
    MOUNT.pmp("umount", place.toString()).isFine();
    Eventually.holds(
        "the server in the background has ended",
        () ->
            ProcessHandle.allProcesses()
                .noneMatch(other -> other.info().commandLine().orElse("").contains("" + place)));
    Files.delete(place);
  }
}
