package org.poormanspipes.mount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Waiting in a mount: it ends when it should, is refused to who may not, and can be interrupted.
final class WaitingTest {
  @RegisterExtension static final Mounted MOUNT = new Mounted();

  /// Bytes that do not all fit are written by somebody else.
  private static final String FILL =
      """
      def fill(fd, size=4096):
          total = 0
          flags = fcntl.fcntl(fd, fcntl.F_GETFL)
          fcntl.fcntl(fd, fcntl.F_SETFL, flags | NONBLOCK)
          while refusal(lambda: os.write(fd, b"f" * size)) is None:
              total += 1
          while refusal(lambda: os.write(fd, b"f")) is None:
              total += 1
          fcntl.fcntl(fd, fcntl.F_SETFL, flags)
      """;

  @Test
  void pollSelectAndEpollAreWokenByData() throws Exception {
    MOUNT
        .python(
            """
            for round in range(20):
                w, r = opened("POLL", WR), opened("POLL", RD)
                p = select.poll()
                p.register(r, select.POLLIN)
                check(p.poll(0), [])
                waits = Thread(lambda: p.poll(LIMIT * 1000))
                time.sleep(0.001 * round)
                os.write(w, b"x")
                check(waits.result(), [(r, select.POLLIN)])
                check(os.read(r, 9), b"x")
                check(p.poll(0), [])
                # The end of the stream is something to read.
                waits = Thread(lambda: select.select([r], [], [], LIMIT))
                time.sleep(0.001 * round)
                os.close(w)
                check(waits.result(), ([r], [], []))
                check(os.read(r, 9), b"")
                os.close(r)
            """)
        .isFine();
  }

  @Test
  void epollTellsLevelsAndEdges() throws Exception {
    MOUNT
        .python(
            """
            w, r = opened("EPOLL", WR), opened("EPOLL", RD | NONBLOCK)
            level, edge = select.epoll(), select.epoll()
            level.register(r, select.EPOLLIN)
            edge.register(r, select.EPOLLIN | select.EPOLLET)
            IN = [(r, select.EPOLLIN)]
            check(level.poll(0), [])
            check(edge.poll(0), [])
            for round in range(20):
                os.write(w, b"one")
                check(edge.poll(LIMIT), IN)
                check(level.poll(LIMIT), IN)
                check(level.poll(LIMIT), IN)
                # Nothing was taken, nothing came: no edge. What comes then, is one.
                edge.poll(0)
                check(edge.poll(0.01), [])
                os.write(w, b"two")
                check(edge.poll(LIMIT), IN)
                check(os.read(r, 99), b"onetwo")
                check(refusal(os.read, r, 99), "EAGAIN")
                check(level.poll(0), [])
                waits = Thread(edge.poll, LIMIT)
                time.sleep(0.005)
                os.write(w, b"three")
                check(waits.result(), IN)
                check(os.read(r, 99), b"three")
                edge.poll(0)
            """)
        .isFine();
  }

  @Test
  void pollIsWokenByRoom() throws Exception {
    MOUNT.pmp("create", "ROOM", "--capacity", "8192", "--lifetime", "permanent").isFine();
    MOUNT
        .python(
            FILL
                + """
                w, r = opened("ROOM", WR | NONBLOCK), opened("ROOM", RD)
                check(select.select([], [w], [], 0), ([], [w], []))
                for round in range(10):
                    fill(w)
                    check(select.select([], [w], [], 0), ([], [], []))
                    waits = Thread(lambda: select.select([], [w], [], LIMIT))
                    time.sleep(0.002 * round)
                    check(len(os.read(r, 100)), 100)
                    check(waits.result(), ([], [w], []))
                """)
        .isFine();
  }

  @Test
  void whoMayNotWaitIsToldToTryAgainAndFcntlDecidesEachTime() throws Exception {
    MOUNT.pmp("create", "AGAIN", "--capacity", "8192").isFine();
    MOUNT
        .python(
            FILL
                + """
                w, r = opened("AGAIN", WR | NONBLOCK), opened("AGAIN", RD | NONBLOCK)
                check(refusal(os.read, r, 1), "EAGAIN")
                check(os.write(w, b"f" * 2000), 2000)
                check(os.write(w, b"f" * 7000), 6192)
                check(refusal(os.write, w, b"f"), "EAGAIN")
                # Blocking again: waits.
                os.set_blocking(w, True)
                waits = Thread(os.write, w, b"late")
                time.sleep(0.05)
                check(waits.outcome, None)
                check(len(os.read(r, 8192)), 8192)
                check(waits.result(), 4)
                check(os.read(r, 9), b"late")
                os.set_blocking(r, True)
                waits = Thread(os.read, r, 9)
                time.sleep(0.05)
                check(waits.outcome, None)
                os.write(w, b"x")
                check(waits.result(), b"x")
                os.set_blocking(r, False)
                check(refusal(os.read, r, 1), "EAGAIN")
                """)
        .isFine();
  }

  @Test
  void thereIsNoPosition() throws Exception {
    MOUNT
        .python(
            """
            f = opened("SEEK", RW)
            os.write(f, b"0123")
            check(refusal(os.lseek, f, 0, os.SEEK_SET), "ESPIPE")
            check(refusal(os.lseek, f, 0, os.SEEK_END), "ESPIPE")
            check(refusal(os.pread, f, 1, 0), "ESPIPE")
            check(refusal(os.pwrite, f, b"x", 0), "ESPIPE")
            check(os.fstat(f).st_size, 0)
            check(os.read(f, 2), b"01")
            check(os.readv(f, [bytearray(1), bytearray(1)]), 2)
            check(os.writev(f, [b"ab", b"cd"]), 4)
            check(os.read(f, 9), b"abcd")
            check(os.isatty(f), False)
            """)
        .isFine();
  }

  @Test
  void aReadThatWaitsDoesNotStopAWriteOfTheSameDescriptor() throws Exception {
    MOUNT
        .python(
            """
            f = opened("SAME", RW)
            waits = Thread(os.read, f, 9)
            time.sleep(0.05)
            check(os.write(f, b"x"), 1)
            check(waits.result(), b"x")
            # Nor one of a descriptor that a child inherited.
            reader = child(lambda: len(os.read(f, 9)))
            sleeps(reader)
            check(os.write(f, b"four"), 4)
            check(ended(reader), 4)
            """)
        .isFine();
  }

  @Test
  void signalsEndWhatWaitsAtOnce() throws Exception {
    MOUNT.pmp("create", "SIGNAL", "--capacity", "4096", "--lifetime", "permanent").isFine();
    MOUNT
        .python(
            FILL
                + """
                keep, drain = opened("SIGNAL", WR), opened("SIGNAL", RD | NONBLOCK)
                for number in signal.SIGTERM, signal.SIGINT, signal.SIGKILL:
                    def reads():
                        signal.signal(signal.SIGINT, signal.SIG_DFL)
                        os.read(opened("SIGNAL", RD), 1)
                    reader = child(reads)
                    sleeps(reader)
                    os.kill(reader, number)
                    check(ended(reader), -number)
                    fill(keep)
                    def writes():
                        signal.signal(signal.SIGINT, signal.SIG_DFL)
                        os.write(opened("SIGNAL", WR), b"x" * 999)
                    writer = child(writes)
                    sleeps(writer)
                    os.kill(writer, number)
                    check(ended(writer), -number)
                    check(os.read(drain, 9999), b"f" * 4096)
                    check(refusal(os.read, drain, 9999), "EAGAIN")
                """)
        .isFine();
  }

  @Test
  void anInterruptedCallSaysEintrOrThePartThatWasDone() throws Exception {
    MOUNT.pmp("create", "PART", "--capacity", "16384", "--lifetime", "permanent").isFine();
    MOUNT
        .python(
            FILL
                + """
                import ctypes
                libc = ctypes.CDLL(None, use_errno=True)
                def handler(*_):
                    pass
                def interruptible():
                    signal.signal(signal.SIGUSR1, handler)
                    signal.siginterrupt(signal.SIGUSR1, True)
                keep, drain = opened("PART", WR), opened("PART", RD | NONBLOCK)
                def writes(size):
                    interruptible()
                    written = libc.write(opened("PART", WR), b"p" * size, size)
                    return written // 100 if written >= 0 else 100 + ctypes.get_errno()
                def reads():
                    interruptible()
                    buffer = ctypes.create_string_buffer(9)
                    return 100 + (libc.read(opened("PART", RD), buffer, 9) < 0 and
                                  ctypes.get_errno())
                reader = child(reads)
                sleeps(reader)
                os.kill(reader, signal.SIGUSR1)
                check(ended(reader), 100 + errno.EINTR)
                fill(keep)
                check(len(os.read(drain, 6000)), 6000)
                writer = child(writes, 9000)
                sleeps(writer)
                os.kill(writer, signal.SIGUSR1)
                check(ended(writer), 60)
                writer = child(writes, 10)
                sleeps(writer)
                os.kill(writer, signal.SIGUSR1)
                check(ended(writer), 100 + errno.EINTR)
                check(os.read(drain, 99999), b"f" * 10384 + b"p" * 6000)
                """)
        .isFine();
  }

  @Test
  void aBlockedWriterStopsNobodyElse() throws Exception {
    MOUNT.pmp("create", "JAM", "--capacity", "4096", "--lifetime", "permanent").isFine();
    MOUNT
        .python(
            FILL
                + """
                keep = opened("JAM", WR)
                fill(keep)
                writer = child(lambda: os.write(opened("JAM", WR), b"x" * 10) and 0)
                sleeps(writer)
                os.chmod(at("JAM"), 0o640)
                check(os.stat(at("JAM")).st_mode & 0o777, 0o640)
                os.setxattr(at("JAM"), "user.pmp.mode", b"0600")
                check("JAM" in os.listdir(M), True)
                other = opened("JAM", WR | NONBLOCK)
                check(refusal(os.write, other, b"y"), "EAGAIN")
                check(len(os.read(opened("JAM", RD), 9999)), 4096)
                check(ended(writer), 0)
                check(os.read(opened("JAM", RD), 9999), b"x" * 10)
                """)
        .isFine();
  }

  @Test
  void aRemovedPipeEndsWhatWaitsInIt() throws Exception {
    MOUNT
        .python(
            """
            keep = opened("GONE", WR)
            def reads():
                return 100 + len(os.read(opened("GONE", RD), 9))
            reader = child(reads)
            sleeps(reader)
            check(refusal(os.unlink, at("GONE")), None)
            check(os.path.exists(at("GONE")), False)
            check(ended(reader), 100)
            """)
        .isFine();
  }
}
