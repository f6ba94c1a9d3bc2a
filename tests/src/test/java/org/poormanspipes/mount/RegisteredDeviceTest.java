package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A device whose pipes are registered: it is its owner's, and everybody else comes through the
/// mount.
final class RegisteredDeviceTest {
  private static final int FRIEND = 4003;
  private static final int OTHER = 4004;

  @RegisterExtension static final Mounted MOUNT = new Mounted("--allow-other");

  private static Visitor friend;
  private static Visitor other;

  @BeforeAll
  static void start() throws Exception {
    Visitor.require();
    Files.setPosixFilePermissions(MOUNT.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    MOUNT.pmp("device", "set", "Example", "--access=registered", "--allow=uid:" + FRIEND).isFine();
    friend = new Visitor(MOUNT, FRIEND, "").lasts(MOUNT);
    other = new Visitor(MOUNT, OTHER, "").lasts(MOUNT);
    friend.ready();
    other.ready();
  }

  @AfterAll
  static void end() {
    if (friend != null) {
      friend.close();
      other.close();
    }
  }

  private static String permissions(String file) throws Exception {
    Path path = MOUNT.root().resolve("example").resolve(file);
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyTheRegisteredMakePipesAndOnlyOwnersRemoveThem() throws Exception {
    assertThat(friend.ask("make", "MINE")).isEqualTo("ok");
    assertThat(MOUNT.device().stat("MINE").text("access")).isEqualTo("registered");
    assertThat(MOUNT.device().stat("MINE").text("allow")).isEqualTo("uid:" + FRIEND);
    assertThat(MOUNT.device().stat("MINE").text("mode")).isEqualTo("0666");
    assertThat(other.ask("make", "OTHERS")).contains("AccessDenied");
    assertThat(MOUNT.device().list()).hasSize(1);
    assertThat(other.ask("file", "MINE")).contains("AccessDenied");
    assertThat(other.ask("remove", "MINE")).contains("not permitted");
    MOUNT.pmp("create", "ROOTS", "--lifetime=permanent").isFine();
    assertThat(friend.ask("file", "ROOTS")).isEqualTo("ok");
    assertThat(friend.ask("remove", "ROOTS")).contains("not permitted");
    assertThat(friend.ask("remove", "MINE")).isEqualTo("ok");
    MOUNT.pmp("rm", "ROOTS").isFine();
  }

  @Test
  void itsMemoryIsClosedToEverybodyElse() throws Exception {
    assertThat(permissions("")).isEqualTo("rwx------");
    assertThat(permissions("device")).isEqualTo("rw-------");
    for (Visitor visitor : new Visitor[] {friend, other}) {
      String sentence =
          "can't open the device 'Example': it is open to registered users only: come through the"
              + " mount";
      assertThat(visitor.ask("library", "ANY")).contains(sentence);
      assertThat(visitor.ask("command", "ls")).contains(sentence);
    }
    MOUNT
        .pmp("device", "set", "Example", "--allow=program:/" + "x".repeat(180))
        .refused("189 bytes", "the limit is 188");
  }

  @Test
  void aDeviceHasTheOtherPoliciesToo() throws Exception {
    for (String policy : new String[] {"user", "group", "anyone", "root"}) {
      MOUNT.pmp("device", "create", "D", "--access=" + policy).isFine();
      MOUNT.pmp("create", "P", "--device=D").isFine();
      assertThat(MOUNT.pmp("stat", "P", "--device=D").isFine().out())
          .contains("access: " + policy + "\n");
      assertThat(MOUNT.pmp("stat", "P", "--device=D", "--json").isFine().out())
          .contains("\"access\": \"" + policy + "\"");
      boolean open = policy.equals("anyone");
      assertThat(other.ask("command", "ls", "--device=D").equals("ok")).isEqualTo(open);
      MOUNT.pmp("device", "rm", "D", "--force").isFine();
    }
    assertThat(other.ask("command", "device", "create", "D", "--access=root"))
        .contains("access=root is for root alone to set");
  }
}
