package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who may, by each face: every policy, everybody, and the library, the command and the mount. The
/// users are numbers that own nothing.
final class AccessPoliciesTest {
  private static final int OWNER = 4001;
  private static final int MEMBER = 4002;
  private static final int STRANGER = 4003;
  private static final int REGISTERED = 4004;
  private static final int UNREGISTERED = 4005;
  private static final int GROUP = 4100;
  private static final String[] FACES = {"library", "command", "mount"};
  private static final String LIST = "uid:" + REGISTERED;

  @RegisterExtension static final Mounted MOUNT = new Mounted("--allow-other");

  private final Map<String, Visitor> visitors = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  /// A line of the table.
  ///
  /// @param pipe the pipe of it
  /// @param head what it is about
  /// @param may who may by the library and the command, and who by the mount
  private record Row(String pipe, String head, List<String> may, List<String> byMount) {
    Row(String pipe, String head, List<String> may) {
      this(pipe, head, may, may);
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "ANYONE",
              "`anyone`",
              List.of("root", "owner", "group member", "stranger", "registered", "unregistered")),
          new Row("GROUP", "mode 0660, a group", List.of("root", "owner", "group member")),
          new Row("USER", "`user`", List.of("root", "owner")),
          new Row("ROOT", "`root`", List.of("root")),
          new Row(
              "REGISTERED",
              "`registered`, made by its owner's program",
              List.of("root", "owner"),
              List.of("root", "owner", "registered")),
          new Row(
              "MOUNTED",
              "`registered`, made through root's mount",
              List.of("root"),
              List.of("root", "owner", "registered")));

  @Test
  void everyPolicyLetsInWhomItSaysByEveryFace() throws Exception {
    Visitor.require();
    // For everybody: the device's directory, and the root directory that it is in.
    Files.setPosixFilePermissions(MOUNT.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    MOUNT.pmp("device", "set", "Example", "--mode", "0666").isFine();
    try {
      start("root", 0, "");
      start("owner", OWNER, "" + GROUP);
      start("group member", MEMBER, "" + GROUP);
      start("stranger", STRANGER, "");
      start("registered", REGISTERED, "");
      start("unregistered", UNREGISTERED, "");
      for (Visitor visitor : visitors.values()) {
        visitor.ready();
      }
      makePipes();
      String table = table();
      System.out.println(table);
      assertThat(wrong).isEmpty();
      assertThat(Files.readString(Path.of("..", "docs", "access.md")))
          .as("the table in docs/access.md")
          .contains(table);
    } finally {
      visitors.values().forEach(Visitor::close);
    }
  }

  private void start(String name, int uid, String groups) throws Exception {
    visitors.put(name, new Visitor(MOUNT, uid, groups));
  }

  private void makePipes() throws Exception {
    create("root", "ROOT", "--access=root");
    create("owner", "ANYONE", "--access=anyone");
    create("owner", "USER", "--access=user");
    create("owner", "GROUP", "--access=group", "--owner=" + OWNER + ":" + GROUP);
    create("owner", "REGISTERED", "--access=registered", "--allow=" + LIST);
    Visitor owner = visitors.get("owner");
    assertThat(owner.ask("make", "MOUNTED")).isEqualTo("ok");
    assertThat(owner.ask("attribute", "MOUNTED", "access", "registered")).isEqualTo("ok");
    assertThat(owner.ask("attribute", "MOUNTED", "allow", LIST)).isEqualTo("ok");
  }

  private void create(String maker, String pipe, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("command", "create", pipe));
    words.add("--lifetime=permanent");
    words.addAll(List.of(options));
    assertThat(visitors.get(maker).ask(words.toArray(String[]::new))).isEqualTo("ok");
  }

  private String table() throws Exception {
    StringBuilder table = new StringBuilder("| policy |");
    visitors.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
    table.append("\n|---|").append("---|".repeat(visitors.size())).append('\n');
    for (Row row : ROWS) {
      table.append("| ").append(row.head()).append(" |");
      Map<String, int[]> asked = new LinkedHashMap<>();
      for (Map.Entry<String, Visitor> visitor : visitors.entrySet()) {
        asked.put(visitor.getKey(), ask(visitor.getValue(), row.pipe()));
      }
      for (Map.Entry<String, int[]> visitor : asked.entrySet()) {
        table.append(' ').append(cell(row, visitor.getKey(), visitor.getValue())).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static int[] ask(Visitor visitor, String pipe) throws Exception {
    return new int[] {
      visitor.tell("library", pipe),
      visitor.tell("command", "write", pipe, "-m", "x", "--now"),
      visitor.tell("file", pipe)
    };
  }

  private String cell(Row row, String name, int[] numbers) throws Exception {
    List<String> may = new ArrayList<>();
    for (int face = 0; face < FACES.length; face++) {
      String answer = visitors.get(name).answer(numbers[face]);
      boolean let = answer.equals("ok");
      boolean byMount = face == FACES.length - 1;
      boolean expected = (byMount ? row.byMount() : row.may()).contains(name);
      if (let) {
        may.add(FACES[face]);
      }
      if (let != expected || (!let && !isRightRefusal(row, byMount, answer))) {
        wrong.add(row.pipe() + ", " + name + ", " + FACES[face] + ": " + answer);
      }
    }
    return may.size() == FACES.length ? "all" : may.isEmpty() ? "-" : String.join(", ", may);
  }

  /// Refused is one thing, for the right reason another.
  private static boolean isRightRefusal(Row row, boolean byMount, String answer) {
    if (byMount) {
      return answer.contains("AccessDenied");
    }
    boolean registered = row.head().contains("registered");
    return registered
        ? answer.contains("is open to registered users only: come through the mount")
        : answer.contains("Permission denied") || answer.contains("EACCES");
  }
}
