package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.testing.Eventually;

/// What a change of a pipe's access does to those who have it open through the mount, whom lists
/// let in, and what lists are refused.
final class AccessWithdrawnTest {
  private static final int FRIEND = 4003;
  private static final int OTHER = 4004;
  private static final String DENIED = "Permission denied";

  /// Two programs that are the same, and a third by its name alone.
  private static final String PROGRAMS =
      """
      mount -t tmpfs -o mode=755 none /mnt
      mkdir /mnt/a /mnt/b
      cp "$(readlink -f "$(command -v cat)")" /mnt/a/taker
      cp /mnt/a/taker /mnt/b/taker
      ln /mnt/a/taker /mnt/a/linked
      ln -s taker /mnt/a/symbolic
      """;

  @RegisterExtension static final Mounted MOUNT = Mounted.in(PROGRAMS, "--allow-other");

  private static Visitor friend;
  private static Visitor other;

  @BeforeAll
  static void start() throws Exception {
    Visitor.require();
    Files.setPosixFilePermissions(MOUNT.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    MOUNT.device().configure(Map.of("mode", "0666"));
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

  private static void create(String name, String access) throws Exception {
    MOUNT
        .device()
        .create(
            name,
            PipeOptions.builder()
                .attribute("access", access)
                .lifetime(Lifetime.PERMANENT)
                .capacity(4096)
                .build());
  }

  private static Attributes set(String name, String property, String value) throws Exception {
    return MOUNT.device().set(name, PipeOptions.builder().attribute(property, value).build());
  }

  private static void assertUsable(Visitor visitor, String handle) throws Exception {
    assertThat(visitor.ask("write", handle, "hello")).isEqualTo("5");
    assertThat(visitor.ask("read", handle)).isEqualTo("'hello'");
  }

  private static void assertWithdrawn(Visitor visitor, String handle) throws Exception {
    assertThat(visitor.ask("write", handle, "hello")).contains(DENIED);
    assertThat(visitor.ask("read", handle)).contains(DENIED);
  }

  @Test
  void aHandleIsRefusedFromTheNextOperationOnAfterItsRightWasWithdrawn() throws Exception {
    create("NEXT", "anyone");
    assertThat(friend.ask("open", "next", "NEXT")).isEqualTo("ok");
    assertUsable(friend, "next");
    set("NEXT", "access", "user");
    assertWithdrawn(friend, "next");
    assertThat(friend.ask("file", "NEXT")).contains("AccessDenied");
    set("NEXT", "mode", "0622");
    assertWithdrawn(friend, "next");
    set("NEXT", "owner", FRIEND + ":" + FRIEND);
    assertUsable(friend, "next");
    set("NEXT", "access", "user");
    assertUsable(friend, "next");
    set("NEXT", "owner", OTHER + ":" + OTHER);
    assertWithdrawn(friend, "next");
    set("NEXT", "access", "root");
    assertWithdrawn(friend, "next");
    set("NEXT", "access", "anyone");
    assertUsable(friend, "next");
  }

  @Test
  void aReadThatIsParkedWhenTheRightIsWithdrawnIsRefused() throws Exception {
    create("PARKED", "anyone");
    assertThat(friend.ask("open", "parked", "PARKED")).isEqualTo("ok");
    assertThat(friend.ask("begin", "parked")).isEqualTo("ok");
    awaitWaiting("PARKED", "data");
    set("PARKED", "access", "registered");
    assertThat(friend.ask("end", "parked")).contains(DENIED);
  }

  @Test
  void aWriteThatIsParkedWhenTheRightIsWithdrawnIsRefused() throws Exception {
    create("FULL", "registered");
    set("FULL", "allow", "uid:" + FRIEND);
    assertThat(friend.ask("open", "full", "FULL")).isEqualTo("ok");
    assertThat(friend.ask("fill", "full")).isEqualTo("ok");
    awaitWaiting("FULL", "room");
    set("FULL", "allow", "uid:" + OTHER);
    assertThat(friend.ask("end", "full")).contains(DENIED);
  }

  private static void awaitWaiting(String pipe, String reason) throws Exception {
    Eventually.holds(
        "a handle of " + pipe + " waits for " + reason,
        () ->
            MOUNT.device().handles(pipe).stream()
                .anyMatch(handle -> reason.equals(handle.text("waiting"))));
  }

  @Test
  void whoIsTakenOffTheListIsRefusedAndWhoIsPutOnItIsLetIn() throws Exception {
    create("LIST", "registered");
    assertThat(friend.ask("file", "LIST")).contains("AccessDenied");
    set("LIST", "allow", "uid:" + FRIEND + ",gid:" + OTHER);
    assertThat(friend.ask("open", "list", "LIST")).isEqualTo("ok");
    assertThat(other.ask("open", "list", "LIST")).isEqualTo("ok");
    assertUsable(friend, "list");
    assertUsable(other, "list");
    set("LIST", "allow", "uid:" + OTHER);
    assertWithdrawn(friend, "list");
    assertUsable(other, "list");
    // The mode of the file in the mount binds too.
    set("LIST", "mode", "0644");
    assertWithdrawn(other, "list");
  }

  @Test
  void aProgramIsTheVeryFileAtItsPathAndNotWhatItIsCalled() throws Exception {
    create("PROGRAM", "registered");
    set("PROGRAM", "allow", "program:/mnt/a/taker");
    give("taken");
    as("exec -a other /mnt/a/taker $M/PROGRAM").printed("taken");
    as("/mnt/b/taker $M/PROGRAM").refused(DENIED);
    as("/mnt/a/linked $M/PROGRAM").refused(DENIED);
    as("exec -a /mnt/a/taker cat $M/PROGRAM").refused(DENIED);
    as("exec 3< $M/PROGRAM").refused(DENIED);
    set("PROGRAM", "allow", "program:/mnt/a/symbolic");
    give("through a link");
    as("/mnt/a/taker $M/PROGRAM").printed("through a link");
    set("PROGRAM", "allow", "program:/mnt/a/none");
    as("/mnt/a/taker $M/PROGRAM").refused(DENIED);
  }

  private static void give(String text) throws Exception {
    MOUNT.bash("printf '" + text + "' > $M/PROGRAM").isFine();
  }

  private static Said as(String script) throws Exception {
    return MOUNT
        .start(
            "setpriv",
            "--reuid=" + FRIEND,
            "--regid=" + FRIEND,
            "--clear-groups",
            "bash",
            "-c",
            script)
        .end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"uid:", "uid:-1", "1001", "program:sh", "program:/a/../b", "uid:1,", "uid:1\n2"})
  void aListThatIsNoneIsRefusedByEveryFaceAndChangesNothing(String list) throws Exception {
    if (MOUNT.device().list().stream().noneMatch(pipe -> "BAD".equals(pipe.text("name")))) {
      create("BAD", "registered");
      set("BAD", "owner", FRIEND + ":" + FRIEND);
      set("BAD", "allow", "uid:7");
    }
    assertThat(friend.ask("attribute", "BAD", "allow", list.replace('\n', '?')))
        .contains("Invalid argument");
    MOUNT
        .pmp("set", "BAD", "--allow", list)
        .refused("is not a value of allow: it can be uid:NUMBER, gid:NUMBER or program:/PATH");
    MOUNT.pmp("create", "NEVER", "--access=registered", "--allow", list).refused("value of allow");
    assertThat(MOUNT.device().stat("BAD").text("allow")).isEqualTo("uid:7");
    assertThat(MOUNT.device().list().toString()).doesNotContain("NEVER");
  }

  @Test
  void onlyRootSetsTheAccessToRoot() throws Exception {
    assertThat(friend.ask("make", "MINE")).isEqualTo("ok");
    assertThat(friend.ask("attribute", "MINE", "access", "root")).contains(DENIED);
    assertThat(friend.ask("command", "set", "MINE", "--access=root"))
        .contains("access=root is for root alone to set");
    assertThat(friend.ask("command", "create", "NONE", "--access=root"))
        .contains("access=root is for root alone to set");
    assertThat(friend.ask("attribute", "", "access", "root")).contains("not permitted");
    MOUNT
        .pmp("create", "NONE", "--access=root", "--owner=" + FRIEND)
        .refused("access=root makes a pipe root's");
    MOUNT
        .pmp("create", "NONE", "--access=user", "--mode=0666")
        .refused("access=user is mode=0600, and mode=0666 was asked for too");
  }

  @Test
  void onlyRootGivesARegisteredPipeAway() throws Exception {
    String sentence = "only root gives a registered pipe to others";
    assertThat(friend.ask("command", "create", "GIVEN", "--access=registered", "--owner=" + OTHER))
        .contains(sentence);
    assertThat(friend.ask("command", "create", "KEPT", "--access=registered")).isEqualTo("ok");
    for (String owner : new String[] {"0:0", OTHER + ":" + FRIEND, FRIEND + ":" + OTHER}) {
      assertThat(friend.ask("command", "set", "KEPT", "--owner=" + owner)).contains(sentence);
    }
    assertThat(friend.ask("command", "set", "KEPT", "--owner=" + FRIEND + ":" + FRIEND))
        .isEqualTo("ok");
    assertThat(MOUNT.device().stat("KEPT").number("uid")).isEqualTo(FRIEND);
    assertThat(MOUNT.device().list().toString()).doesNotContain("GIVEN");
  }

  @Test
  void aPipeThatLeavesTheRegisterGetsItsOwnersFilesBack() throws Exception {
    assertThat(friend.ask("make", "BACK")).isEqualTo("ok");
    assertThat(friend.ask("library", "BACK")).isEqualTo("ok");
    assertThat(friend.ask("attribute", "BACK", "access", "registered")).isEqualTo("ok");
    assertThat(friend.ask("library", "BACK")).contains("come through the mount");
    assertThat(friend.ask("command", "stat", "BACK")).isEqualTo("ok");
    assertThat(friend.ask("attribute", "BACK", "capacity", "1M")).isEqualTo("ok");
    assertThat(friend.ask("library", "BACK")).contains("come through the mount");
    assertThat(friend.ask("attribute", "BACK", "access", "user")).isEqualTo("ok");
    assertThat(friend.ask("library", "BACK")).isEqualTo("ok");
    assertThat(other.ask("library", "BACK")).contains(DENIED).doesNotContain("mount");
  }
}
