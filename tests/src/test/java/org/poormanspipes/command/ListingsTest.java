package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.testing.StrictJson;

/// Listings for people and, with `--json`, for programs.
final class ListingsTest {
  private static final String[] PIPE = {
    "name",
    "number",
    "type",
    "when-full",
    "delivery",
    "lifetime",
    "capacity",
    "access",
    "mode",
    "pinned",
    "owner",
    "group",
    "uid",
    "gid",
    "used",
    "peak",
    "tail",
    "readers",
    "writers",
    "handles",
    "waiting",
    "created",
    "bytes-in",
    "bytes-out",
    "messages-in",
    "messages-out",
    "refused",
    "waits",
    "lost"
  };
  private static final String[] HANDLE = {
    "pipe",
    "slot",
    "pid",
    "user",
    "program",
    "access",
    "since",
    "state",
    "waiting",
    "waiting-since",
    "bytes-in",
    "bytes-out",
    "messages-in",
    "messages-out",
    "refused",
    "waits",
    "lost"
  };
  private static final String[] POOL = {
    "tag", "type", "allocs", "frees", "diff", "bytes", "per-alloc", "peak"
  };
  private static final String[] DEVICE = {
    "name",
    "kind",
    "path",
    "uid",
    "gid",
    "pipes",
    "used-bytes",
    "case-sensitive",
    "exclusive",
    "mode",
    "quota-bytes",
    "quota-pipes",
    "quota-user-bytes",
    "quota-user-pipes",
    "quota-handles",
    "default-type",
    "default-when-full",
    "default-delivery",
    "default-lifetime",
    "default-capacity",
    "default-access",
    "default-mode",
    "default-pinned"
  };

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void whatIsEmptyIsAnEmptyList() throws Exception {
    pmp.run("ls", "--json").printed("[]\n");
    pmp.run("handles", "--json").printed("[]\n");
    pmp.run("ls", "-l").printed("");
    pmp.run("handles").printed("");
  }

  @Test
  void pipesAreDescribedByTheirProperties() throws Exception {
    pmp.run("create", "b", "--when-full=reject", "--lifetime=permanent", "--capacity=1999")
        .printed("");
    String created = pmp.run("create", "A", "--type", "message", "--json").isFine().out();
    pmp.run("write", "a", "-m", "12345", "-m", "").isFine();
    List<Map<?, ?>> pipes = StrictJson.rows(pmp.run("ls", "--json").isFine().out());
    assertThat(pipes).extracting(pipe -> pipe.get("name")).isEqualTo(List.of("A", "b"));
    Map<?, ?> message = pipes.getFirst();
    assertThat(message.keySet()).isEqualTo(new LinkedHashSet<>(List.of(PIPE)));
    assertThat(List.of(message.get("type"), message.get("capacity"), message.get("mode")))
        .isEqualTo(List.of("message", 65536.0, "0600"));
    assertThat(List.of(message.get("messages-in"), message.get("bytes-in"), message.get("pinned")))
        .isEqualTo(List.of(2.0, 5.0, false));
    Map<?, ?> bytes = pipes.getLast();
    assertThat(List.of(bytes.get("when-full"), bytes.get("lifetime"), bytes.get("capacity")))
        .isEqualTo(List.of("reject", "permanent", 1999.0));
    assertThat(((Map<?, ?>) StrictJson.parse(created)).get("number"))
        .isEqualTo(message.get("number"));
    String stat = pmp.run("stat", "A", "--json").isFine().out();
    assertThat(StrictJson.parse(stat)).isEqualTo(message);
    String set = pmp.run("set", "B", "--when-full", "block", "--json").isFine().out();
    assertThat(((Map<?, ?>) StrictJson.parse(set)).get("when-full")).isEqualTo("block");
    assertThat(pmp.run("stat", "A").isFine().out()).contains("capacity: 65536\n", "name: A\n");
    List<String> table = pmp.run("ls", "-l").isFine().lines();
    assertThat(table).hasSize(3);
    assertThat(table.get(0)).startsWith("TYPE").endsWith("NAME");
    assertThat(table.get(1)).startsWith("message").endsWith(" A").contains(" 64K ");
    assertThat(table.get(2)).startsWith("byte").endsWith(" b").contains(" 1999 ");
    pmp.run("ls").printed("A\nb\n");
  }

  @Test
  void handlesPoolDevicesAndDiagnosisAreDescribed() throws Exception {
    try (Talk reader = pmp.start("read", "OPEN")) {
      pmp.untilAwaited("open");
      Map<?, ?> handle = StrictJson.rows(pmp.run("handles", "--json").out()).getFirst();
      assertThat(handle.keySet()).isEqualTo(new LinkedHashSet<>(List.of(HANDLE)));
      assertThat(List.of(handle.get("pipe"), handle.get("pid"), handle.get("access")))
          .isEqualTo(List.of("OPEN", (double) reader.pid(), "read"));
      assertThat(List.of(handle.get("state"), handle.get("waiting")))
          .isEqualTo(List.of("alive", "data"));
      Map<?, ?> all = (Map<?, ?>) StrictJson.parse(pmp.run("pool", "--json").isFine().out());
      List<Map<?, ?>> pool =
          ((List<?>) all.get("tags")).stream().<Map<?, ?>>map(tag -> (Map<?, ?>) tag).toList();
      assertThat(pool).extracting(tag -> tag.get("tag")).isEqualTo(List.of("Pipe", "Ring"));
      assertThat(pool.getFirst().keySet()).isEqualTo(new LinkedHashSet<>(List.of(POOL)));
    }
    Map<?, ?> made =
        (Map<?, ?>)
            StrictJson.parse(
                pmp.run("device", "create", "Team", "--quota-bytes", "1M", "--json").out());
    assertThat(made.keySet()).isEqualTo(new LinkedHashSet<>(List.of(DEVICE)));
    assertThat(made.get("quota-bytes")).isEqualTo(1048576.0);
    pmp.run("link", "Crew", "team").printed("");
    List<Map<?, ?>> devices = StrictJson.rows(pmp.run("device", "ls", "--json").out());
    assertThat(devices).hasSize(3);
    assertThat(devices.getFirst()).extracting("target").isEqualTo("team");
    assertThat(devices.getLast().keySet()).map(Object::toString).contains("name", "path", "pipes");
    List<Map<?, ?>> findings = StrictJson.rows(pmp.run("doctor", "--json").isFine().out());
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding ->
            assertThat(finding.keySet())
                .map(Object::toString)
                .contains("severity", "subject", "problem"));
  }

  @Test
  void aDumpIsForPeopleAndForProgramsAndForDamage() throws Exception {
    pmp.run("write", "D", "-m", "12").printed("");
    String text = pmp.run("stat", "D", "--dump").isFine().out();
    assertThat(text).startsWith("pipe\n").contains("\"D\" = 44", " capacity ", "\nring\n");
    assertThat(text).doesNotContain("\n!");
    List<Map<?, ?>> rows = StrictJson.rows(pmp.run("stat", "D", "--dump", "--json").out());
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(row.keySet())
                .isEqualTo(
                    new LinkedHashSet<>(
                        List.of("block", "part", "offset", "field", "type", "value", "meaning"))));
    assertThat(pmp.run("stat", "--dump").isFine().out()).startsWith("device\n");
    // The last two bytes of the device's guard.
    pmp.bash(
            "printf 'xx' | dd status=none conv=notrunc bs=1 seek=83462 of="
                + pmp.device()
                + "/device")
        .isFine();
    assertThat(pmp.run("stat", "--dump").isFine().lines().getLast())
        .startsWith("! device trailer: guard 0x")
        .contains(" was overrun: ");
  }

  @Test
  void namesOfAnyKindSurviveJsonAndDoNoHarmOnATerminal() throws Exception {
    String name = "q\"uo\nte \u001b[31m\t\u0007\u007f \ud83d\ude00 \u202ex";
    // Bytes by number: it does not matter in which locale this test runs.
    pmp.bash(
            "n=$'q\"uo\\nte \\e[31m\\t\\a\\x7f \\xf0\\x9f\\x98\\x80 \\xe2\\x80\\xaex';"
                + "\"$PMP\" create \"$n\" && \"$PMP\" write \"$n\" -m x")
        .printed("");
    List<Map<?, ?>> pipes = StrictJson.rows(pmp.run("ls", "--json").isFine().out());
    assertThat(pipes).hasSize(1);
    assertThat(pipes.getFirst().get("name")).isEqualTo(name);
    for (String[] listing : new String[][] {{"ls"}, {"ls", "-l"}, {"handles"}, {"doctor"}}) {
      String shown = pmp.run(listing).isFine().out();
      assertThat(shown).doesNotContain("\u001b", "\t", "\u0007", "\u007f", "\u202e");
    }
    pmp.run("ls").printed("q\"uo?te ?[31m??? \ud83d\ude00 ?x\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "[01]", "[1] x", "\"\u0001\"", "\"\\x\"",
        "{\"a\":1,\"a\":2}", "NaN", "[tru]", "\"\\u00g0\"", "\"abc", "[1 2]", "{a:1}", "+1", ".5"
      })
  void theCheckerOfTheseTestsIsStrict(String mistake) {
    assertThatThrownBy(() -> StrictJson.parse(mistake)).isInstanceOf(AssertionError.class);
  }
}
