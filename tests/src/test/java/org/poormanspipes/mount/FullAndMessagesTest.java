package org.poormanspipes.mount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;

/// The kinds of pipes, as programs see them in a mount.
final class FullAndMessagesTest {
  @RegisterExtension static final Mounted MOUNT = new Mounted();

  private static void create(String name, PipeOptions.Builder options) throws Exception {
    MOUNT.device().create(name, options.lifetime(Lifetime.PERMANENT).build());
  }

  private static PipeOptions.Builder messages(long capacity) {
    return PipeOptions.builder().type(PipeType.MESSAGE).capacity(capacity);
  }

  @Test
  void aPipeThatRejectsHasNoSpaceLeftWhenItIsFull() throws Exception {
    create("REJECT", PipeOptions.builder().whenFull(WhenFull.REJECT).capacity(10));
    MOUNT
        .python(
            """
            w, r = opened("REJECT", WR), opened("REJECT", RD)
            check(os.write(w, b"0123456789abc"), 10)
            check(refusal(os.write, w, b"x"), "ENOSPC")
            os.set_blocking(w, False)
            check(refusal(os.write, w, b"x"), "EAGAIN")
            check(os.read(r, 99), b"0123456789")
            """)
        .isFine();
    MOUNT.bash("echo 123456789abcdef > $M/REJECT").refused("No space left on device");
  }

  @Test
  void aPipeThatBlocksTakesAllOnceThereIsRoom() throws Exception {
    create("BLOCK", PipeOptions.builder().capacity(4096));
    MOUNT
        .python(
            """
            w, r = opened("BLOCK", WR), opened("BLOCK", RD)
            writer = Thread(os.write, w, b"0123456789" * 10000)
            got = b""
            while len(got) < 100000:
                got += os.read(r, 1000)
            check(writer.result(), 100000)
            check(got == b"0123456789" * 10000, True)
            """)
        .isFine();
  }

  @Test
  void aPipeThatOverwritesNeverWaits() throws Exception {
    create("OVER", PipeOptions.builder().whenFull(WhenFull.OVERWRITE).capacity(4096));
    MOUNT
        .python(
            """
            w, r = opened("OVER", WR), opened("OVER", RD)
            for i in range(3000):
                check(os.write(w, b"%05d" % i), 5)
            check(select.select([], [w], [], 0), ([], [w], []))
            got = os.read(r, 9999)
            check((4096 <= len(got) < 4096 + 300, got[-10:]), (True, b"0299802999"))
            """)
        .isFine();
    create("OVERM", messages(4096).whenFull(WhenFull.OVERWRITE));
    MOUNT
        .bash(
            "seq 5000 | while read -r n; do echo line $n; done > $M/OVERM;"
                + "dd if=$M/OVERM bs=4096 status=none iflag=nonblock 2>/dev/null | tail -n 1")
        .printed("line 5000\n");
  }

  @Test
  void aReadGetsOneMessageAndTheNextReadsItsRest() throws Exception {
    create("MSG", messages(65536));
    MOUNT
        .python(
            """
            w, r = opened("MSG", WR), opened("MSG", RD | NONBLOCK)
            os.write(w, b"first"), os.write(w, b"second"), os.write(w, b"3")
            check(os.read(r, 99), b"first")
            check(os.read(r, 4), b"seco")
            check(os.read(r, 99), b"nd")
            check(os.read(r, 99), b"3")
            check(refusal(os.read, r, 9), "EAGAIN")
            os.writev(w, [b"one ", b"message"])
            check(os.read(r, 99), b"one message")
            """)
        .isFine();
  }

  @Test
  void messagesOfALargeBlockStayWholeUpToTheirLimit() throws Exception {
    create("LARGE", messages(4 << 20));
    MOUNT
        .python(
            """
            w, r = opened("LARGE", WR), opened("LARGE", RD | NONBLOCK)
            for size in 1, 4096, 65536, 1000001, 1044480:
                data = os.urandom(size)
                check(os.write(w, data), size)
                check(os.write(w, b"next"), 4)
                check(os.read(r, 4 << 20) == data, True)
                check(os.read(r, 4 << 20), b"next")
            for size in 1044481, 1 << 20, (1 << 20) + 1, 3 << 20:
                check((size, refusal(os.write, w, b"x" * size)), (size, "EMSGSIZE"))
                check((size, refusal(os.read, r, 9)), (size, "EAGAIN"))
            """)
        .isFine();
  }

  @Test
  void aMessageThatCanNeverFitIsTooLong() throws Exception {
    create("SMALL", messages(64));
    MOUNT
        .python(
            """
            w = opened("SMALL", WR)
            check(refusal(os.write, w, b"x" * 100), "EMSGSIZE")
            check(os.write(w, b"x" * 50), 50)
            """)
        .isFine();
  }

  @Test
  void emptyMessagesArePassedOver() throws Exception {
    create("EMPTY", messages(4096));
    try (var writer = MOUNT.device().open("EMPTY", org.poormanspipes.driver.Access.WRITE)) {
      for (byte[] message : new byte[][] {{}, {'a'}, {}, {}, {'b'}, {}}) {
        writer.write(java.nio.ByteBuffer.wrap(message));
      }
    }
    MOUNT
        .python(
            """
            f = opened("EMPTY", RW | NONBLOCK)
            check(os.read(f, 9), b"a")
            check(os.read(f, 9), b"b")
            check(refusal(os.read, f, 9), "EAGAIN")
            check(os.write(f, b""), 0)
            """)
        .isFine();
  }

  @Test
  void aBroadcastGivesEachReaderEverything() throws Exception {
    create("CAST", PipeOptions.builder().delivery(Delivery.BROADCAST).capacity(65536));
    MOUNT
        .python(
            """
            w = opened("CAST", WR)
            readers = [opened("CAST", RD) for _ in range(5)]
            kids = [child(lambda r=r: len(os.read(r, 99))) for r in readers[:2]]
            for kid in kids:
                sleeps(kid)
            os.write(w, b"for all")
            check([ended(k) for k in kids], [7, 7])
            check([os.read(r, 99) for r in readers[2:]], [b"for all"] * 3)
            late = opened("CAST", RD | NONBLOCK)
            check(refusal(os.read, late, 9), "EAGAIN")
            """)
        .isFine();
  }

  @Test
  void aSlowReaderOfABroadcastThatOverwritesGoesOnAtTheOldestLeft() throws Exception {
    create("LOSSY", messages(4096).delivery(Delivery.BROADCAST).whenFull(WhenFull.OVERWRITE));
    MOUNT
        .python(
            """
            w, r = opened("LOSSY", WR), opened("LOSSY", RD | NONBLOCK)
            for i in range(1000):
                os.write(w, b"%05d" % i)
            got = []
            while refusal(lambda: got.append(os.read(r, 99))) is None:
                pass
            check(got, [b"%05d" % i for i in range(1000 - len(got), 1000)])
            info = fcntl.ioctl(r, 0x8020E701, bytes(32))
            check(struct.unpack("=QQQii", info), (0, 1000 - len(got), 0, 1, 0))
            """)
        .isFine();
  }
}
