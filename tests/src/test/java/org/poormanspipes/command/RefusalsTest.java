package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Requires;

/// Whatever can't be done is refused in one sentence that says what and why, with the right code,
/// and leaves nothing behind.
final class RefusalsTest {
  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void namesThatCanNotBeOne() throws Exception {
    for (String name : List.of("", "/", "\\")) {
      pmp.run("write", name, "-m", "x").refused(2, "'" + name + "'");
    }
    pmp.run("read", "x".repeat(256)).refused(2, "256", "255");
    pmp.run("write", ("x".repeat(255) + "/").repeat(3) + "x".repeat(256), "-m", "x")
        .refused(2, "1024", "1023");
    pmp.run("stat", "a/../b").refused(2, "'a/../b'", "'..'");
    pmp.run("create", ".").refused(2, "'.'");
    pmp.run("create", "a//b").refused(2, "'a//b'", "empty");
    pmp.run("create", "/a").refused(2, "'/a'", "empty");
    pmp.run("device", "create", "a/b").refused(2, "'a/b'");
    pmp.run("ls").printed("");
    pmp.run("write", "x".repeat(255), "-m", "fits").isFine();
    pmp.run("read", "X".repeat(255), "--now").printed("fits\n");
  }

  @Test
  void namesMeetInWhicheverCaseAndComposition() throws Exception {
    String script =
        "\"$PMP\" write $'\\xc3\\x89COLE' -m one; \"$PMP\" write $'e\\xcc\\x81cole' -m two;"
            + " \"$PMP\" write $'\\xce\\xa3\\xce\\x9f\\xce\\xa3' -m three;"
            + " \"$PMP\" write $'\\xcf\\x83\\xce\\xbf\\xcf\\x82' -m four;"
            + " \"$PMP\" read $'\\xc3\\xa9cole' --now;"
            + " \"$PMP\" read $'\\xcf\\x83\\xce\\xbf\\xcf\\x83' --now; \"$PMP\" ls";
    pmp.bash(script).printed("one\ntwo\nthree\nfour\n");
  }

  @Test
  void wordsThatMeanNothing() throws Exception {
    pmp.run("write", "A", "--frobnicate").refused(2, "--frobnicate", "pmp write --help");
    pmp.run("wriet", "A").refused(2, "'wriet'");
    pmp.run("device", "frob").refused(2, "frob");
    pmp.run("read", "A", "B").refused(2, "'B'");
    pmp.run("write").refused(2, "NAME");
    pmp.run("write", "A", "--when-full", "bogus", "-m", "x").refused(2, "bogus", "block", "reject");
    pmp.run("create", "A", "--type=x").refused(2, "'x'", "byte", "message");
    pmp.run("create", "A", "--mode", "999").refused(2, "999");
    pmp.run("create", "A", "--owner", "no-such-user").refused(2, "no-such-user");
    pmp.run("read", "A", "--wait", "12q").refused(2, "'12q'", "ms");
    pmp.run("read", "A", "--now", "--wait", "1s").refused(2, "--now", "--wait");
    pmp.run("read", "A", "--follow", "--once").refused(2, "--follow", "--once");
    pmp.run("read", "A", "-n", "many").refused(2, "'many'");
    pmp.run("read", "A", "-n", "-1").refused(2, "-1");
    pmp.run("set", "A").refused(2, "nothing to set");
    pmp.run("set", "A", "--type", "message").refused(2, "--type");
    pmp.run("ls", "--root", "").refused(2, "--root");
    pmp.run("ls", "--device", "").refused(2, "device");
    pmp.run("read", "A", "--from", "5").refused(2, "'5'", "newest", "oldest");
    pmp.run("ls").printed("");
  }

  @Test
  void sizesThatCanNotBe() throws Exception {
    pmp.run("create", "A", "--capacity", "0").refused(2, "0", "1 ");
    pmp.run("create", "A", "--capacity", "-1").refused(2, "-1");
    pmp.run("create", "A", "--capacity=-1").refused(2, "-1");
    pmp.run("create", "A", "--capacity=").refused(2, "capacity");
    pmp.run("create", "A", "--capacity", "12X").refused(2, "'12X'");
    pmp.run("create", "A", "--capacity", "1.5M").refused(2, "'1.5M'");
    pmp.run("create", "A", "--capacity", "9".repeat(30)).refused(2, "999");
    pmp.run("create", "A", "--capacity", "9000000T").refused(2, "9000000T");
    pmp.run("create", "A", "--capacity", "900T").refused(2, "out of range");
    pmp.run("create", "A", "--capacity", "900G").refused(1, "quota", "1073741824");
    pmp.run("create", "A", "--type", "message", "--capacity", "8").refused(2, "capacity=8", "16");
    pmp.run("ls").printed("");
    pmp.run("device", "ls").isFine();
  }

  @Test
  void whatIsNotThereAndWhatIsTaken() throws Exception {
    for (String command : List.of("rm", "stat", "handles")) {
      pmp.run(command, "nope").refused(1, "no pipe 'nope'", "Example");
    }
    pmp.run("set", "nope", "--when-full", "reject").refused(1, "no pipe 'nope'");
    pmp.run("rm", "#0123456789abcdef.0").refused(1, "#0123456789abcdef.0");
    pmp.run("create", "Taken").printed("");
    pmp.run("create", "TAKEN").refused(1, "exists");
    pmp.run("--device", "Nodev", "ls").refused(1, "no device 'Nodev'");
    pmp.run("device", "rm", "Nodev").refused(1, "no device 'Nodev'");
    pmp.run("device", "set", "Nodev", "--quota-pipes", "1").refused(1, "no device 'Nodev'");
    pmp.run("device", "create", "example").refused(1, "exists");
    pmp.run("link", "New", "Nodev").refused(1, "no device 'Nodev'");
    pmp.run("link", "Example", "Example").refused(1, "taken");
    pmp.run("link", "New", "Example").printed("");
    pmp.run("link", "NEW", "Example").refused(1, "taken");
    pmp.run("device", "rm", "Example").refused(1, "1 pipes");
    pmp.run("device", "rm", "new").printed("");
    Result some = pmp.run("rm", "nope", "taken", "gone");
    assertThat(some.err().lines()).hasSize(2).allMatch(line -> line.startsWith("pmp: "));
    assertThat(some.code()).isEqualTo(1);
    pmp.run("ls").printed("");
  }

  @Test
  void whatIsInUse() throws Exception {
    try (Talk reader = pmp.start("read", "BUSY")) {
      pmp.untilAwaited("busy");
      pmp.run("rm", "BUSY").refused(1, "'BUSY' is open", "pid " + reader.pid(), "force");
      pmp.run("device", "rm", "Example").refused(1, "in use", "force");
      pmp.run("write", "BUSY", "-m", "unharmed").isFine();
      assertThat(reader.rest()).isEqualTo("unharmed\n");
    }
  }

  @Test
  void quotasThatWouldBeBroken() throws Exception {
    pmp.run("device", "create", "Small", "--quota-bytes", "100K").printed("");
    pmp.run("--device", "Small", "create", "p", "--capacity", "1M").refused(1, "quota", "102400");
    pmp.run("--device", "Small", "ls").printed("");
    pmp.run("device", "create", "Few", "--quota-pipes", "1").printed("");
    pmp.run("create", "a", "--device", "Few").printed("");
    pmp.run("write", "b", "--device", "Few", "-m", "x").refused(1, "quota", "1");
    pmp.run("device", "set", "Few", "--quota-pipes", "2").printed("");
    pmp.run("create", "b", "--device", "Few").printed("");
    pmp.run("ls", "--device", "Few").printed("a\nb\n");
  }

  @Test
  void rootDirectoriesThatCanNotServe() throws Exception {
    Path file = Files.createFile(pmp.root().resolve("file"));
    pmp.run("--root", file.toString(), "ls").refused(1, file.toString(), "not a directory");
    pmp.run("--root", file + "/below", "ls").refused(1, file + "/below");
    pmp.run("--root", pmp.root() + "/a/b", "ls").refused(1, "/a/b");
    Path locked = Files.createDirectory(pmp.root().resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    String as = "";
    if (Files.isWritable(locked)) {
      Requires.program("setpriv");
      as = "setpriv --bounding-set=-dac_override,-dac_read_search ";
    }
    pmp.bash(as + "\"$PMP\" --root " + locked + " create X").refused(1, locked.toString());
    assertEmpty(locked);
  }

  @Test
  void aFileSystemThatIsFull() throws Exception {
    Requires.root();
    Requires.program("unshare");
    String mount = "mount -t tmpfs -o size=1m none \"$PMP_ROOT\"";
    Result big = pmp.bash("unshare -m sh -c '" + mount + " && \"$PMP\" create BIG --capacity 8M'");
    big.refused(1, "'BIG'", "bytes wanted", "of 1048576 bytes");
    String fill = "head -c 2M /dev/zero >\"$PMP_ROOT/fill\" 2>&-; ";
    pmp.bash("unshare -m sh -c '" + mount + "; " + fill + "\"$PMP\" create SMALL'")
        .refused(1, "device 'Example'", " 0 of 1048576 bytes");
    Result left =
        pmp.bash(
            "unshare -m sh -c '"
                + mount
                + "; \"$PMP\" create BIG --capacity 8M 2>&-; \"$PMP\" ls; cd \"$PMP_ROOT\"; ls *; "
                + "\"$PMP\" create FITS; \"$PMP\" ls; "
                + fill
                + "rm fill; \"$PMP\" write FITS -m works; \"$PMP\" read FITS'");
    left.printed("device\nlock\nFITS\nworks\n");
  }

  private static void assertEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      assertThat(entries).isEmpty();
    }
  }
}
