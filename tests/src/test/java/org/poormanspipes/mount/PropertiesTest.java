package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;

/// Properties of a pipe as extended attributes, and control by ioctl(2).
final class PropertiesTest {
  private static final PipeOptions PERMANENT =
      PipeOptions.builder().lifetime(Lifetime.PERMANENT).capacity(4096).build();

  private static final String IOCTLS =
      """
      INFO, GET, SET, STAT, PEEK = 0x8020E701, 0xC100E702, 0x4100E703, 0x9000E704, 0x9000E705
      def padded(text):
          return text.encode().ljust(256, b"\\0")
      """;

  @RegisterExtension static final Mounted MOUNT = new Mounted();

  @Test
  void attributesAreListedReadAndSet() throws Exception {
    MOUNT.device().create("ATTR", PERMANENT);
    MOUNT
        .python(
            """
            p = at("ATTR")
            names = os.listxattr(p)
            check({"user.pmp.capacity", "user.pmp.used", "user.pmp.mode"} <= set(names), True)
            for name in names:
                os.getxattr(p, name)
            check(os.getxattr(p, "user.pmp.capacity"), b"4096")
            os.setxattr(p, "user.pmp.capacity", b"8192\\n")
            check(os.getxattr(p, "user.pmp.capacity"), b"8192")
            os.setxattr(p, "user.pmp.when-full", b"reject")
            f = opened("ATTR", RW)
            os.write(f, b"12345")
            check(os.getxattr(p, "user.pmp.used"), b"5")
            check(os.getxattr(f, "user.pmp.used"), b"5")
            """)
        .isFine();
    assertThat(MOUNT.device().stat("ATTR").number("capacity")).isEqualTo(8192);
    assertThat(MOUNT.device().stat("ATTR").text("when-full")).isEqualTo("reject");
  }

  @Test
  void attributesThatAreNoneOrCanNotBeSetAreRefused() throws Exception {
    MOUNT.device().create("REFUSE", PERMANENT);
    MOUNT
        .python(
            """
            p = at("REFUSE")
            check(refusal(os.getxattr, p, "user.pmp.none"), "ENODATA")
            check(refusal(os.getxattr, p, "user.other"), "ENODATA")
            check(refusal(os.getxattr, p, "security.selinux"), "ENODATA")
            check(refusal(os.setxattr, p, "user.other", b"1"), "ENOTSUP")
            check(refusal(os.setxattr, p, "user.pmp.none", b"1"), "EINVAL")
            check(refusal(os.setxattr, p, "user.pmp.capacity", b"many"), "EINVAL")
            check(refusal(os.setxattr, p, "user.pmp.used", b"1"), "EINVAL")
            check(refusal(os.setxattr, p, "user.pmp.capacity", b"\\xff"), "EILSEQ")
            check(refusal(os.removexattr, p, "user.pmp.mode"), "ENOTSUP")
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            small = ctypes.create_string_buffer(2)
            check(libc.getxattr(p.encode(), b"user.pmp.capacity", small, 2), -1)
            check(ctypes.get_errno(), errno.ERANGE)
            check(libc.listxattr(p.encode(), small, 2), -1)
            check(ctypes.get_errno(), errno.ERANGE)
            check(libc.getxattr(p.encode(), b"user.pmp.capacity", None, 0), 4)
            """)
        .isFine();
  }

  @Test
  void theDevicesPropertiesAreOnTheRoot() throws Exception {
    MOUNT
        .python(
            """
            check(b"example" in os.getxattr(M, "user.pmp.name").lower(), True)
            check("user.pmp.quota-pipes" in os.listxattr(M), True)
            before = os.getxattr(M, "user.pmp.quota-pipes")
            os.setxattr(M, "user.pmp.quota-pipes", b"900")
            check(os.getxattr(M, "user.pmp.quota-pipes"), b"900")
            os.setxattr(M, "user.pmp.quota-pipes", before)
            """)
        .isFine();
  }

  @Test
  void theAttributeProgramsWork() throws Exception {
    Programs.find("setfattr");
    MOUNT.device().create("FATTR", PERMANENT);
    MOUNT
        .bash(
            "setfattr -n user.pmp.capacity -v 8192 $M/FATTR; "
                + "getfattr --only-values -n user.pmp.capacity $M/FATTR 2>/dev/null")
        .printed("8192");
  }

  @Test
  void ioctlTellsAndChanges() throws Exception {
    MOUNT.device().create("IOCTL", PERMANENT);
    MOUNT
        .python(
            IOCTLS
                + """
                f = opened("IOCTL", RW)
                os.write(f, b"12345")
                check(struct.unpack("=QQQii", fcntl.ioctl(f, INFO, bytes(32))), (0, 0, 0, 0, 0))
                def get(name):
                    return fcntl.ioctl(f, GET, padded(name)).rstrip(b"\\0").decode()
                check(get("capacity"), "4096")
                check(get("used"), "5")
                fcntl.ioctl(f, SET, padded("capacity=8192"))
                check(get("capacity"), "8192")
                buffer = bytearray(4096)
                fcntl.ioctl(f, STAT, buffer, True)
                lines = dict(l.split("=", 1) for l in buffer.rstrip(b"\\0").decode().splitlines())
                check((lines["name"], lines["used"], lines["type"]), ("IOCTL", "5", "byte"))
                buffer = bytearray(4096)
                fcntl.ioctl(f, PEEK, buffer, True)
                check(struct.unpack_from("=i5s", buffer), (5, b"12345"))
                check(any(buffer[9:]), False)
                check(os.read(f, 9), b"12345")
                fcntl.ioctl(f, PEEK, buffer, True)
                check(struct.unpack_from("=i", buffer)[0] < 0, True)
                check(any(buffer[4:]), False)
                """)
        .isFine();
  }

  @Test
  void ioctlTellsOfMessages() throws Exception {
    MOUNT.pmp("create", "IOMSG", "--type", "message", "--lifetime", "permanent").isFine();
    MOUNT
        .python(
            IOCTLS
                + """
                f = opened("IOMSG", RW)
                os.write(f, b"a message")
                check(os.read(f, 2), b"a ")
                check(struct.unpack("=QQQii", fcntl.ioctl(f, INFO, bytes(32))), (7, 0, 0, 1, 0))
                """)
        .isFine();
  }

  @Test
  void ioctlRefuses() throws Exception {
    MOUNT.device().create("IONO", PERMANENT);
    MOUNT
        .python(
            IOCTLS
                + """
                f = opened("IONO", RW)
                check(os.isatty(f), False)
                check(refusal(fcntl.ioctl, f, 0x8020E709, bytes(32)), "ENOTTY")
                check(refusal(fcntl.ioctl, f, GET, padded("none")), "ENODATA")
                check(refusal(fcntl.ioctl, f, SET, padded("none=1")), "EINVAL")
                check(refusal(fcntl.ioctl, f, SET, padded("capacity")), "EINVAL")
                check(refusal(fcntl.ioctl, f, SET, padded("capacity=0")), "EINVAL")
                check(refusal(fcntl.ioctl, f, GET, b"\\xff".ljust(256, b"\\0")), "EILSEQ")
                """)
        .isFine();
  }

  @Test
  void handlesShowWhoOpenedThroughTheMount() throws Exception {
    try (Client client =
        MOUNT.start(
            "setpriv",
            "--reuid=0",
            "--regid=0",
            "--clear-groups",
            Programs.python(),
            "-c",
            """
            from clients import *
            f = opened("WHO", WR)
            print("pid", os.getpid(), flush=True)
            sys.stdin.read()
            """)) {
      client.until("pid ").until("\n");
      String pid = client.soFar().strip().substring("pid ".length());
      Said handles = MOUNT.pmp("handles", "WHO", "--json").isFine();
      assertThat(handles.out())
          .containsPattern("\"client-pid\": ?" + pid + "\\b")
          .containsPattern("\"client-user\": ?\"?(root|0)\"?")
          .containsPattern("\"pid\": ?" + MOUNT.server().pid() + "\\b");
      client.end().isFine();
    }
  }
}
