package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Requires;

/// Who may mount, and who may enter: ordinary users mount by fusermount3, and the kernel compares
/// modes. The namespace has a `/dev/fuse` for all, the helper with its bit, and an `/etc` of its
/// own.
final class UsersTest {
  private static final int USER = 65_534;
  private static final int OTHER = 12_345;
  private static final int GROUP = 23_456;
  private static final Path HOME = Path.of("/mnt/home");

  @RegisterExtension
  static final Mounted MOUNT =
      Mounted.later(
          """
          mount -t tmpfs -o mode=755 none /mnt
          mkdir /mnt/bin /mnt/etc /mnt/home
          mknod -m 666 /mnt/fuse c 10 229
          mount --bind /mnt/fuse /dev/fuse
          cp -a /etc/. /mnt/etc
          rm -f /mnt/etc/fuse.conf
          mount --bind /mnt/etc /etc
          chown 65534:65534 /mnt/home
          """);

  private Client server;

  @BeforeAll
  static void bringTheHelper() throws Exception {
    Requires.program("setpriv");
    Requires.thing(
        MOUNT
                .start("setpriv", "--reuid=" + USER, "--clear-groups", "test", "-x", command())
                .end()
                .code()
            == 0,
        "needs a checkout that other users may read");
    String helper = Programs.find("fusermount3");
    MOUNT.bash("cp " + helper + " /mnt/bin/ && chmod 4755 /mnt/bin/fusermount3").isFine();
  }

  private static String command() {
    return System.getProperty("pmp.command");
  }

  @BeforeEach
  void prepare() throws Exception {
    MOUNT
        .bash(
            "mkdir -p /mnt/home/m /mnt/home/root && chown 65534:65534 /mnt/home/*; "
                + "rm -f /etc/fuse.conf; chmod 666 /dev/fuse")
        .isFine();
  }

  @AfterEach
  void unmount() throws Exception {
    MOUNT.bash("umount -l $M /mnt/home/m 2>/dev/null; rm -rf /mnt/home/root; true");
    if (server != null) {
      server.signal("KILL").end();
    }
  }

  /// The command as the user, in a home of its own.
  private static List<String> asUser(String... words) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + USER,
                "--regid=" + USER,
                "--clear-groups",
                "env",
                "PATH=/mnt/bin:/usr/bin:/bin",
                "HOME=" + HOME,
                "XDG_CACHE_HOME=" + HOME + "/cache",
                "PMP_ROOT=" + HOME + "/root",
                "M=" + HOME + "/m"));
    line.addAll(Arrays.asList(words));
    return line;
  }

  private static Said user(String... words) throws Exception {
    return MOUNT.start(asUser(words).toArray(String[]::new)).end();
  }

  private void serve(String... options) throws Exception {
    List<String> line = asUser(command(), "mount", "--foreground", HOME + "/m");
    line.addAll(Arrays.asList(options));
    server = new Client(MOUNT.builder(line)).until("is mounted on");
  }

  private static Said other(String groups, String script) throws Exception {
    return MOUNT
        .start(
            "setpriv",
            "--reuid=" + OTHER,
            "--regid=" + OTHER,
            groups.isEmpty() ? "--clear-groups" : "--groups=" + groups,
            "bash",
            "-c",
            script)
        .end();
  }

  @Test
  void anOrdinaryUserMountsByTheHelper() throws Exception {
    serve();
    user("bash", "-c", "echo mine > $M/X; stat -c '%a %u' $M/X; cat $M/X")
        .printed("644 " + USER + "\nmine\n");
    user("bash", "-c", "grep \" $M \" /proc/self/mounts | cut -d' ' -f1-3")
        .printed("Example " + HOME + "/m fuse.pmp\n");
    // Not even root is let in, unless others are.
    MOUNT.bash("ls /mnt/home/m").refused("Permission denied");
    user(command(), "umount", HOME + "/m").isFine();
    assertThat(server.end().code()).isZero();
    assertThat(server.end().err()).isEmpty();
  }

  @Test
  void anOrdinaryUsersServerEndsBySignalAndRecovers() throws Exception {
    serve();
    server.signal("TERM");
    assertThat(server.end().err()).isEmpty();
    MOUNT.bash("grep -c /mnt/home/m /proc/self/mounts").refused();
    serve();
    user("bash", "-c", "exec 3> $M/K; echo kept >&3; sleep 0.1").isFine();
    server.signal("KILL").end();
    user("ls", HOME + "/m").refused("not connected");
    serve();
    user("cat", HOME + "/m/K").printed("kept\n");
    user("bash", "-c", "exec 3<> $M/BUSY; " + command() + " umount $M").refused("it is used");
    user(command(), "umount", HOME + "/m", "--force").isFine();
    assertThat(server.end().code()).isZero();
  }

  @Test
  void othersAreLetInByAnOrdinaryUserIfTheMachineAllowsIt() throws Exception {
    user(command(), "mount", "--foreground", "--allow-other", HOME + "/m")
        .refused("user_allow_other", "/etc/fuse.conf", "leave --allow-other out");
    MOUNT.bash("echo user_allow_other > /etc/fuse.conf").isFine();
    serve("--allow-other");
    user(command(), "device", "set", "Example", "--mode", "0777").isFine();
    user(
            "bash",
            "-c",
            "umask 0; exec 3<> $M/OPEN; echo hi >&3; "
                + command()
                + " set OPEN --lifetime permanent")
        .isFine();
    MOUNT.bash("cat /mnt/home/m/OPEN").printed("hi\n");
    user(command(), "umount", HOME + "/m").isFine();
  }

  @Test
  void aDeviceOfTheKernelThatIsClosedToUsersIsNamed() throws Exception {
    MOUNT.bash("chmod 600 /dev/fuse").isFine();
    user(command(), "mount", HOME + "/m").refused("/dev/fuse", "chmod 666 /dev/fuse");
  }

  @Test
  void theKernelKeepsOthersOutByTheModes() throws Exception {
    MOUNT.pmp("device", "set", "Example", "--mode", "0777").isFine();
    server =
        MOUNT.serve(
            List.of("mount", "--foreground", "--allow-other", MOUNT.directory().toString()));
    MOUNT.bash("umask 0; exec 3>$M/a 4>$M/b; true").isFine();
    MOUNT.pmp("create", "PRIVATE", "--mode=0600", "--lifetime=permanent").isFine();
    MOUNT.pmp("create", "GROUP", "--mode=0660", "--lifetime=permanent").isFine();
    MOUNT.pmp("create", "ALL", "--mode=0666", "--lifetime=permanent").isFine();
    MOUNT.bash("chgrp " + GROUP + " $M/GROUP; echo hi > $M/GROUP; echo hi > $M/ALL").isFine();
    other("", "cat $M/PRIVATE").refused("Permission denied");
    other("", "echo x > $M/PRIVATE").refused("Permission denied");
    other("", "cat $M/GROUP").refused("Permission denied");
    other("" + GROUP, "cat $M/GROUP").printed("hi\n");
    other("" + GROUP, "chmod 666 $M/GROUP").refused("Operation not permitted");
    other("", "cat $M/ALL").printed("hi\n");
    other("", "chmod 600 $M/ALL").refused("Operation not permitted");
    other("", "chown " + OTHER + " $M/ALL").refused("Operation not permitted");
    MOUNT.bash("rm $M/PRIVATE $M/GROUP $M/ALL").isFine();
  }

  @Test
  void whoCreatesThroughTheMountOwns() throws Exception {
    MOUNT.pmp("device", "set", "Example", "--mode", "0777").isFine();
    server =
        MOUNT.serve(
            List.of("mount", "--foreground", "--allow-other", MOUNT.directory().toString()));
    other(
            "",
            "umask 077; exec 3<> $M/OWN; stat -c '%a %u %g' $M/OWN; chmod 644 $M/OWN;"
                + "stat -c %a $M/OWN; \"$PMP\" handles OWN --json 2>/dev/null || true")
        .printed("600 " + OTHER + " " + OTHER + "\n644\n");
  }

  @Test
  void onlyOwnersChangeProperties() throws Exception {
    MOUNT.pmp("device", "set", "Example", "--mode", "0777").isFine();
    server =
        MOUNT.serve(
            List.of("mount", "--foreground", "--allow-other", MOUNT.directory().toString()));
    MOUNT.pmp("create", "PROP", "--mode=0666", "--lifetime=permanent").isFine();
    MOUNT
        .start(
            "setpriv",
            "--reuid=" + OTHER,
            "--clear-groups",
            Programs.python(),
            "-c",
            """
            from clients import *
            p = at("PROP")
            check(refusal(os.setxattr, p, "user.pmp.capacity", b"8192"), "EPERM")
            f = opened("PROP", RW)
            change = b"capacity=8192".ljust(256, b"\\0")
            check(refusal(fcntl.ioctl, f, 0x4100E703, change), "EPERM")
            check(refusal(os.setxattr, M, "user.pmp.quota-pipes", b"10"), "EPERM")
            check(os.getxattr(p, "user.pmp.mode"), b"0666")
            """)
        .end()
        .isFine();
  }
}
