package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Requires;
import org.poormanspipes.testing.StrictJson;

/// The audit trail: who opened, was refused, changed and deleted what, as the kernel named him.
final class AuditTest {
  private static final int OTHER = 12_345;
  private static final Path TRAIL =
      Path.of("target", "audit-" + ProcessHandle.current().pid() + ".json").toAbsolutePath();

  @RegisterExtension
  static final Mounted MOUNT = new Mounted("--allow-other", "--audit", TRAIL.toString());

  private int before;

  @BeforeAll
  static void letOthersIn() throws Exception {
    Requires.program("setpriv");
    MOUNT.pmp("device", "set", "Example", "--mode", "0777").isFine();
  }

  @AfterAll
  static void remove() throws IOException {
    Files.deleteIfExists(TRAIL);
  }

  @BeforeEach
  void begin() throws IOException {
    before = Files.readAllLines(TRAIL).size();
  }

  private static Said other(String... words) throws Exception {
    return MOUNT
        .start(
            Stream.concat(
                    Stream.of("setpriv", "--reuid=" + OTHER, "--regid=" + OTHER, "--clear-groups"),
                    Stream.of(words))
                .toArray(String[]::new))
        .end();
  }

  private static Said python(String script) throws Exception {
    return other(Programs.python(), "-c", "from clients import *\n" + script);
  }

  /// The events since this test began, once there is one that tells its end.
  private List<Map<?, ?>> events(String lastAction) throws Exception {
    List<Map<?, ?>> events = new ArrayList<>();
    Eventually.holds(
        "the trail has " + lastAction,
        () -> {
          events.clear();
          List<String> lines = Files.readAllLines(TRAIL);
          for (String line : lines.subList(before, lines.size())) {
            events.add((Map<?, ?>) StrictJson.parse(line));
          }
          return events.stream().anyMatch(event -> event.get("action").equals(lastAction));
        });
    return events;
  }

  private static String told(Map<?, ?> event) {
    return event.get("action")
        + " "
        + event.get("name")
        + " "
        + event.get("detail")
        + " "
        + event.get("refused");
  }

  @Test
  void whatAUserDoesIsToldWithWhoItWas() throws Exception {
    other("bash", "-c", "umask 077; exec 3<> $M/A; chmod 640 $M/A; exec 3>&-").isFine();
    List<Map<?, ?>> events = events("close");
    assertThat(events)
        .extracting(AuditTest::told)
        .containsExactly(
            "open A access=read-write mode=0600 false",
            "change A mode=0640 false",
            "close A  false");
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.get("uid")).isEqualTo((double) OTHER);
          assertThat(event.get("gid")).isEqualTo((double) OTHER);
          assertThat((double) event.get("pid")).isGreaterThan(1);
          assertThat((String) event.get("time")).matches("20[0-9]{2}-[-0-9]+T[0-9:.]+Z");
          assertThat(event.get("reason")).isEqualTo("");
        });
    assertThat((String) events.getFirst().get("program")).endsWith("/bash");
    assertThat((String) events.get(1).get("program")).endsWith("/chmod");
    MOUNT.bash("exec 3<> $M/A; rm $M/A").isFine();
    events = events("delete");
    assertThat(events).extracting(AuditTest::told).contains("delete A  false");
    assertThat(events.getLast().get("uid")).isEqualTo(0.0);
  }

  @Test
  void refusalsAreToldWithTheReason() throws Exception {
    MOUNT.pmp("create", "ROOTS", "--mode=0666", "--lifetime=permanent").isFine();
    python(
            """
            check(refusal(os.setxattr, at("ROOTS"), "user.pmp.capacity", b"8192"), "EPERM")
            f = opened("ROOTS", RW)
            check(refusal(fcntl.ioctl, f, 0x4100E703, b"when-full=reject".ljust(256, b"\\0")), "EPERM")
            os.mkdir(at("dir"))
            os.rmdir(at("dir"))
            """)
        .isFine();
    MOUNT.bash("rm $M/ROOTS").isFine();
    List<Map<?, ?>> events = events("delete");
    assertThat(events)
        .extracting(AuditTest::told)
        .contains(
            "change ROOTS user.pmp.capacity=8192 true",
            "change ROOTS when-full=reject true",
            "make-directory dir  false",
            "remove-directory dir  false",
            "delete ROOTS  false");
    assertThat(events)
        .filteredOn(event -> event.get("refused").equals(true))
        .hasSize(2)
        .allSatisfy(event -> assertThat((String) event.get("reason")).startsWith("EPERM"));
  }

  @Test
  void aWriteWhoseRightWasWithdrawnIsTold() throws Exception {
    MOUNT.pmp("create", "WAS", "--mode=0666", "--lifetime=permanent").isFine();
    Client client =
        MOUNT.start(
            "setpriv",
            "--reuid=" + OTHER,
            "--regid=" + OTHER,
            "--clear-groups",
            "bash",
            "-c",
            "exec 3> $M/WAS; echo opened; read; echo x >&3");
    client.until("opened");
    MOUNT.pmp("set", "WAS", "--mode=0600").isFine();
    client.type("");
    client.end().refused("Permission denied");
    MOUNT.bash("rm $M/WAS").isFine();
    List<Map<?, ?>> events = events("delete");
    assertThat(events).extracting(AuditTest::told).contains("use WAS  true");
  }

  @Test
  void namesThatWouldForgeALineAreEscaped() throws Exception {
    python(
            """
            f = opened('X"}\\n{"action": "delete", "name": "\\x1b[2Jforged', RW)
            os.close(f)
            """)
        .isFine();
    assertThat(events("close"))
        .extracting(AuditTest::told)
        .containsExactly(
            "open X\"}\n{\"action\": \"delete\", \"name\": \"\u001b[2Jforged access=read-write false",
            "close X\"}\n{\"action\": \"delete\", \"name\": \"\u001b[2Jforged  false");
    assertThat(Files.readString(TRAIL)).doesNotContain("\u001b");
  }

  @Test
  void theTrailIsForItsOwnerAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TRAIL)))
        .isEqualTo("rw-------");
    MOUNT
        .pmp("mount", "--audit", "/nonexistent/trail", MOUNT.directory().toString())
        .refused("audit trail", "/nonexistent/trail");
  }
}
