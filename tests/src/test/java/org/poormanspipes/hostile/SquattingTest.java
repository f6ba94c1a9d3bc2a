package org.poormanspipes.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Sandbox;
import org.poormanspipes.testing.TemporaryRoot;

/// Another user of the machine puts something where a root, a device or its files will be: it is
/// refused in one sentence, and nothing that it leads to is changed.
final class SquattingTest {
  private static final int VICTIM = 4002;
  private static final String ATTACKER = "the user " + Attacker.UID;
  private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static Attacker attacker;
  private static Peer victim;

  /// Where anybody may make names, as in `/dev/shm`.
  private TemporaryRoot sticky;

  private Path root;
  private Canary canary;

  @BeforeAll
  static void start() throws IOException {
    attacker = new Attacker();
    victim = new Sandbox().as(VICTIM).start("Example", "/nowhere");
  }

  @AfterAll
  static void end() throws IOException {
    if (victim != null) {
      victim.close();
    }
    if (attacker != null) {
      attacker.close();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    sticky = new TemporaryRoot();
    openToAll(sticky.path());
    root = sticky.path().resolve("root");
    canary = new Canary(sticky.path().resolve("canary"), VICTIM);
  }

  @AfterEach
  void nothingElseChanged() throws IOException {
    canary.isUnchanged();
    victim.ask("device", "Example", "/nowhere");
    sticky.close();
  }

  private static void openToAll(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setAttribute(directory, "unix:mode", 01777);
  }

  /// Root's own, into which anybody may write.
  private void shareRoot() throws IOException {
    openToAll(Files.createDirectory(root));
  }

  private void attack(String script) throws IOException {
    attacker.does("umask 0\nR=" + root + "\nC=" + canary.directory() + "\n" + script);
  }

  private String open(String device) {
    victim.ask("device", device, root.toString());
    return victim.ask("device");
  }

  @ParameterizedTest
  @CsvSource({
    "mkdir -m 777 $R",
    "mkdir -m 755 $R",
    "echo > $R",
    "mkfifo $R",
    "ln -s $C $R",
    "ln -s $C/inner $R",
    "truncate -s 1T $R",
    "mkdir $R.d; ln -s $R.d $R",
  })
  void whatSomebodyElsePutInTheRootsPlaceIsRefused(String attack) throws IOException {
    attack(attack);
    assertThat(open("Example"))
        .startsWith("!DENIED")
        .contains(root.toString(), ATTACKER, "--root")
        .doesNotContain("\n");
  }

  /// The victim's own, under a name that it did not give.
  @Test
  void aFileOfOnesOwnIsNoRoot() throws IOException {
    attack("ln $C/open $R");
    assertThat(open("Example")).startsWith("!").contains(root.toString(), "not a directory");
  }

  @Test
  void aRootBelowSomebodyElsesDirectoryIsRefused() throws IOException {
    attack("mkdir -p $R/below; chmod 777 $R/below");
    root = root.resolve("below");
    assertThat(open("Example")).startsWith("!DENIED").contains(ATTACKER, "--root");
  }

  @ParameterizedTest
  @CsvSource({
    "ln -s $C/secret $R/.lock, 4001",
    "ln $C/open $R/.lock, 4002",
    "mkfifo $R/.lock, 4001",
    "mkdir $R/.lock, 4001",
  })
  void whatIsNoLockIsNotLocked(String attack, String owner) throws IOException {
    shareRoot();
    attack(attack);
    assertThat(open("Example"))
        .startsWith("!DENIED")
        .contains(root + "/.lock", "the user " + owner, "remove it");
  }

  @ParameterizedTest
  @CsvSource({
    "mkdir $R/example, is no device",
    "mkdir -m 700 $R/example, does not let you in",
    "mkdir $R/example; echo > $R/example/lock; mkdir $R/example/device.new, is no device",
    "mkdir $R/example; ln $C/open $R/example/lock, is no device",
    "echo > $R/example, is no directory",
    "mkfifo $R/example, is no directory",
    "ln -s $C/inner $R/example, was made by",
    "ln -s other $R/example; mkdir $R/other, was made by",
  })
  void whatIsNoDeviceIsNotMadeOne(String attack, String sentence) throws IOException {
    shareRoot();
    attack(attack);
    assertThat(open("Example")).startsWith("!DENIED").contains(ATTACKER, sentence);
  }

  @Test
  void whatWasSharedOnPurposeIsUsed() throws IOException {
    shareRoot();
    try (Peer maker = new Sandbox().as(Attacker.UID).start("Team", root.toString())) {
      assertThat(maker.ask("device")).isEqualTo("ok");
      assertThat(open("Team")).startsWith("!DENIED").contains(ATTACKER, "pmp device set Team");
      DeviceOptions options = DeviceOptions.builder().device("Team").root(root).build();
      try (Device device = Device.open(options)) {
        // Not even root falls into what is shared with nobody.
        throw new AssertionError("opened " + device);
      } catch (IOException refused) {
        assertThat(refused).hasMessageContaining("shares it with nobody");
      }
    }
    // As `pmp device set` does, with the directory.
    attack("chmod 777 $R/team; chmod 666 $R/team/device $R/team/lock");
    assertThat(open("Team")).isEqualTo("ok");
    attack("ln -s team $R/theirs");
    assertThat(open("Theirs")).startsWith("!DENIED").contains("was made by", ATTACKER);
    Files.createSymbolicLink(root.resolve("ours"), Path.of("team"));
    assertThat(open("Ours")).isEqualTo("ok");
  }

  /// Root's device, shared with all, in which anybody may put and take away files.
  private void shareDevice(String name) throws IOException {
    if (!Files.exists(root)) {
      shareRoot();
    }
    DeviceOptions options =
        DeviceOptions.builder().device(name).root(root).attribute("mode", "0777").build();
    Device.open(options).close();
    assertThat(open(name)).isEqualTo("ok");
  }

  private static String openPipe(String handle) {
    return victim.ask(
        "open", handle, "P", "READ_WRITE", "lifetime=permanent", "mode=0666", "capacity=4K");
  }

  @ParameterizedTest
  @CsvSource({
    "lock, ln -s $C/secret",
    "lock, ln $C/open",
    "lock, mkfifo",
    "lock, mkdir",
    "device, ln -s $C/secret",
    "device, ln $C/open",
    "device, mkfifo",
    "device, truncate -s 1T",
    "*.pipe, ln -s $C/secret",
    "*.pipe, ln $C/open",
    "*.pipe, mkfifo",
    "*.pipe, mkdir",
    "*.pipe, truncate -s 1T",
    "*.ring.0, ln -s $C/secret",
    "*.ring.0, ln $C/open",
    "*.ring.0, mkfifo",
    "*.ring.0, truncate -s 1T",
  })
  void whatIsPutInAFilesPlaceIsRefused(String file, String attack) throws IOException {
    shareDevice("Example");
    assertThat(openPipe("w")).isEqualTo("ok");
    assertThat(victim.ask("close", "w")).isEqualTo("ok");
    attack("F=$(echo $R/example/" + file + "); rm $F; " + attack + " $F");
    List<String> answers =
        file.equals("device") ? List.of(open("Example")) : List.of(openPipe("w"));
    assertThat(answers).allMatch(answer -> answer.startsWith("!") && !answer.contains("\n"));
    // Looking and removing go past it, too.
    String list = victim.ask("list");
    assertThat(list).doesNotContain("Exception");
    if (!file.contains("device")) {
      assertThat(victim.ask("pool")).doesNotContain("Exception");
      assertThat(victim.ask("delete", "P")).doesNotContain("Exception");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "new, ln -s $C/secret",
    "new, ln $C/open",
    "new, mkfifo",
    "ring.0, ln -s $C/secret",
    "ring.0, ln $C/open",
    "ring.0, mkfifo",
  })
  void whatStandsWhereAPipeIsMadeIsReplaced(String suffix, String attack) throws IOException {
    shareDevice("Example");
    assertThat(openPipe("w")).isEqualTo("ok");
    Path pipe = only("*.pipe");
    String number = pipe.getFileName().toString().replace(".pipe", "");
    assertThat(victim.ask("close", "w")).isEqualTo("ok");
    assertThat(victim.ask("delete", "P")).isEqualTo("ok");
    attack(attack + " $R/example/" + number + "." + suffix);
    assertThat(openPipe("w")).isEqualTo("ok");
    assertThat(victim.write("w", new byte[] {'x'}, "now")).isEqualTo("1");
    assertThat(victim.read("w", 9, "now")).isEqualTo("'x'");
    assertThat(victim.ask("close", "w")).isEqualTo("ok");
  }

  private Path only(String glob) throws IOException {
    try (var files = Files.newDirectoryStream(root.resolve("example"), glob)) {
      return files.iterator().next();
    }
  }

  /// Root changes modes and owners of what it was shown, and only of that.
  @ParameterizedTest
  @CsvSource({"*.pipe", "*.ring.0", "lock", "device"})
  void whatRootGivesAwayIsTheDevicesOwn(String file) throws IOException {
    shareDevice("Example");
    assertThat(openPipe("w")).isEqualTo("ok");
    attack("F=$(echo $R/example/" + file + "); rm $F; ln $C/open $F");
    assertThat(victim.ask("set", "w", "mode=0600")).startsWith(file.equals("device") ? "ok" : "!");
    try (Device device =
        Device.open(DeviceOptions.builder().device("Example").root(root).build())) {
      device.configure(java.util.Map.of("mode", "0700", "owner", "" + Attacker.UID));
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
    victim.ask("close", "w");
  }

  /// Names are swapped while the victim works: whatever comes of it, nothing outside is changed,
  /// nothing hangs, and what is refused is refused in a sentence.
  @Test
  void swapsWhileOneWorksLeadNowhereElse() throws IOException {
    shareDevice("Example");
    shareDevice("Other");
    assertThat(open("Example")).isEqualTo("ok");
    attacker.begin(
        """
        ( umask 0; R=%s; C=%s
        mkdir $R/trap $R/x; cp $R/other/* $R/trap
        while :; do
          for f in $R/example/*.pipe $R/example/*.ring.* $R/example/lock; do
            mv $f $R/x/kept; ln -s $C/secret $f; rm -f $f; ln $C/open $f; rm -f $f; mkfifo $f
            rm -f $f; mv $R/x/kept $f
          done
          mv $R/trap $R/x/trap; ln -s $C/inner $R/trap; rm $R/trap; mv $R/x/trap $R/trap
        done ) >/dev/null 2>&1 &
        """
            .formatted(root, canary.directory()));
    int done = 0;
    int refused = 0;
    long end = System.nanoTime() + RACE_NANOS;
    while (System.nanoTime() < end) {
      for (String answer : round()) {
        assertThat(answer).doesNotContain("Exception: ", "Error");
        done += answer.startsWith("!") ? 0 : 1;
        refused += answer.startsWith("!") ? 1 : 0;
      }
    }
    attacker.close();
    attacker = new Attacker();
    System.out.printf("swaps: %d answers were as ever, %d were refusals%n", done, refused);
    assertThat(done).isPositive();
  }

  private List<String> round() {
    String opened = openPipe("r");
    if (!opened.equals("ok")) {
      return List.of(opened, open("Trap"), open("Example"));
    }
    return Stream.of(
            victim.write("r", new byte[] {'x'}, "now"),
            victim.read("r", 9, "now"),
            victim.ask("set", "r", "capacity=8K"),
            victim.ask("list"),
            victim.ask("close", "r"),
            open("Trap"),
            open("Example"))
        .toList();
  }
}
