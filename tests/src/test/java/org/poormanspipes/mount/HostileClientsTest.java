package org.poormanspipes.mount;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Requires;

/// Clients that ask for what makes no sense, or for too much: they are refused, and who has his
/// pipes beside them goes on.
final class HostileClientsTest {
  private static final int HOSTILE = 4001;

  /// What is refused for want of room is told, so many times.
  @RegisterExtension static final Mounted MOUNT = new Mounted("--allow-other").complaining(120);

  @BeforeAll
  static void share() throws IOException {
    Requires.program("setpriv");
    MOUNT.device().configure(Map.of("mode", "0777", "quota-user-pipes", "20"));
  }

  private static void beside(String what, String script) throws Exception {
    try (Neighbour neighbour = new Neighbour(MOUNT, what)) {
      MOUNT
          .start(
              "setpriv",
              "--reuid=" + HOSTILE,
              "--regid=" + HOSTILE,
              "--clear-groups",
              Programs.python(),
              "-c",
              "from clients import *\nimport random\nos.umask(0)\n" + script)
          .end()
          .isFine();
      neighbour.isWell();
    }
  }

  @Test
  void controlsThatMakeNoSenseAreRefused() throws Exception {
    beside(
        "odd controls",
        """
        seed = random.randrange(1 << 30)
        odd = random.Random(seed)
        f = opened("IOCTL", RW)
        fits = {0x8020E701, 0xC100E702, 0x4100E703, 0x9000E704, 0x9000E705}
        for number in range(9):
            for direction in range(4):
                for size in (0, 1, 31, 32, 33, 255, 256, 257, 4095, 4096, 4097, 16383):
                    for kind in (0xE7, 0xE6, 0):
                        command = direction << 30 | size << 16 | kind << 8 | number
                        data = bytearray(odd.randbytes(16384))
                        refused = refusal(fcntl.ioctl, f, command, data)
                        if kind == 0xE7 and command in fits:
                            check(refused in (None, "EINVAL", "ENODATA", "EILSEQ"), True)
                        elif kind == 0xE7:
                            check((hex(command), refused), (hex(command), "ENOTTY"))
                        else:
                            check(refused == "EIO", False)
        for text in (b"=", b"", b"capacity", b"capacity=", b"capacity=-1", b"=1", b"x=1",
                     b"capacity=\\xff\\xfe", b"capacity=" + b"9" * 247, b"mode=7777777",
                     b"owner=0:0", b"type=message", b"c" * 256, b"\\xc0\\xaf=1"):
            refused = refusal(fcntl.ioctl, f, 0x4100E703, text.ljust(256, b"\\0"))
            check((text, refused is None), (text, False))
        os.write(f, b"alive")
        check(os.read(f, 9), b"alive")
        """);
  }

  @Test
  void attributesThatMakeNoSenseAreRefused() throws Exception {
    beside(
        "odd attributes",
        """
        f = opened("XATTR", RW)
        p = at("XATTR")
        for value in (b"", b"\\0" * 65536, b"9" * 65536, b"\\xff" * 300, b"64K\\0", b"\\xe2\\x80\\xae1",
                      b"1e9", b"0x10", b" ", b"18446744073709551616"):
            refused = refusal(os.setxattr, p, "user.pmp.capacity", value)
            check((value[:20], refused is None), (value[:20], False))
        for name in ("user.pmp.", "user.pmp.x", "user.pmp.name", "user.pmp.uid", "user.pmp." + "x" * 240,
                     "user.other", "user.pmp", "user.pmp.\\u202e", "user.pmp.a=b", "user.pmp.a\\nb"):
            check((name, refusal(os.setxattr, p, name, b"1") is None), (name, False))
            check(refusal(os.removexattr, p, name) is None, False)
        check(refusal(os.setxattr, p, "user.pmp.owner", b"0:0"), "EPERM")
        check(refusal(os.setxattr, p, "user.pmp.owner", b"4002"), "EPERM")
        for name in ("user.pmp.quota-pipes", "user.pmp.mode"):
            check(refusal(os.setxattr, M, name, b"1"), "EPERM")
        check(os.getxattr(p, "user.pmp.capacity"), b"65536")
        os.write(f, b"alive")
        check(os.read(f, 9), b"alive")
        """);
  }

  @Test
  void tricksWithNamesLeadToNoOtherPipe() throws Exception {
    beside(
        "odd names",
        """
        B = os.fsencode(M) + b"/"
        def same(one, other):
            a = os.open(B + one, RW | os.O_CREAT, 0o666)
            os.write(a, b"via one")
            b = os.open(B + other, RW | NONBLOCK)
            found = None
            try:
                found = os.read(b, 20)
            except BlockingIOError:
                pass
            os.close(a)
            os.close(b)
            return found == b"via one"
        def text(one, other):
            return same(one.encode(), other.encode())
        check(text("CAF\\u00c9", "cafe\\u0301"), True)
        check(text("\\u0130x", "ix"), True)
        check(text("stra\\u00dfe", "strasse"), False)
        check(text("a\\u200bb", "ab"), False)
        check(text("abc", "a\\u202ebc"), False)
        check(text("\\uff21", "A"), False)
        check(text("\\u0430", "a"), False)
        check(text("esc\\x1b[31m", "esc"), False)
        check(text("nl\\n", "nl"), False)
        for bytes_ in (b"\\xff", b"a\\xfeb", b"\\xc0\\xaf", b"\\xed\\xa0\\x80", b"\\xf5\\x80\\x80\\x80",
                       b"\\xe2\\x82"):
            check((bytes_, refusal(os.open, B + bytes_, RW)), (bytes_, "EILSEQ"))
            check((bytes_, refusal(os.open, B + bytes_, RW | os.O_CREAT)), (bytes_, "EILSEQ"))
            check((bytes_, refusal(os.mkdir, B + bytes_)), (bytes_, "EILSEQ"))
        check(refusal(os.open, B + b"x" * 256, RW), "ENAMETOOLONG")
        longest = os.open(B + b"x" * 255, RW)
        for odd in (b"..\\\\..\\\\etc", b"a\\\\..\\\\b", b"."):
            check((odd, refusal(os.open, B + odd, RW) is None), (odd, False))
        """);
  }

  /// More than they may have, again and again, and readers that wait for nothing.
  @Test
  void floodsAndSlowReadersStopNobodyElse() throws Exception {
    beside(
        "a flood",
        """
        def waits():
            readers = [opened("slow%d" % (i % 4), RW) for i in range(40)]
            threads = [threading.Thread(target=os.read, args=(r, 9), daemon=True) for r in readers]
            for thread in threads:
                thread.start()
            time.sleep(60)
        slow = child(waits)
        seen = set()
        for round in range(5):
            files = []
            for again in range(12):
                for i in range(25):
                    try:
                        files.append(opened("flood%d_%d" % (round, i), RW))
                        os.write(files[-1], b"z" * 100)
                    except OSError as refused:
                        seen.add(errno.errorcode[refused.errno])
            for f in files:
                os.close(f)
        check(seen, {"EDQUOT"})
        made = 0
        while refusal(os.mkdir, at("made%d" % made)) is None:
            made += 1
        check(made, 1000)
        check(refusal(os.mkdir, at("one more")), "EDQUOT")
        for i in range(2000):
            check(refusal(os.stat, at("missing%d" % i)), "ENOENT")
        for i in range(made):
            os.rmdir(at("made%d" % i))
        os.kill(slow, signal.SIGKILL)
        ended(slow)
        """);
  }
}
