package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Requires;

/// `pmp top`, on a terminal of 80 columns and 24 rows, and without one.
final class TopTest {
  private static final String ESCAPE = "\u001b";
  private static final String DOWN = ESCAPE + "[B";

  /// Runs it, and says what the terminal's settings were before and after.
  private static final String AROUND =
      "stty -a >\"$PMP_ROOT/before\"; \"$PMP\" top --sort name --interval 200ms;"
          + " echo code $?; stty -a >\"$PMP_ROOT/after\"";

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void theScreenShowsRatesAndDetailsAndAnswersKeys() throws Exception {
    needTerminal();
    pmp.run("create", "HELLO", "--when-full", "overwrite").isFine();
    pmp.run("create", "jobs", "--type", "message").isFine();
    pmp.run("create", "日本語", "--capacity", "1M").isFine();
    pmp.run("write", "jobs", "-m", "one", "-m", "two").isFine();
    Process writer = write("HELLO");
    try (TerminalTalk talk = terminal()) {
      TerminalScreen screen = new TerminalScreen(talk, 80, 24);
      screen.until("a rate", line -> line.matches("HELLO +byte/q +64K .* [0-9.]+K +0 +0/1 .*"));
      screen.until("the message pipe", line -> line.matches("jobs +msg/q +64K #.* 0/0 +0 +0"));
      assertThat(screen.lines().getFirst()).startsWith("pmp top - Example  ");
      assertThat(screen.lines().get(1)).matches("3 pipes, 0 readers, 1 writers, .*in .*B/s.*");
      assertThat(screen.lines().getLast()).startsWith("q quit");
      Files.write(Path.of("target", "top-80x24.txt"), screen.lines());
      talk.type("/JOB");
      screen.until("the filter", line -> line.contains("filter: JOB_"));
      screen.until("fewer pipes", line -> line.endsWith("shown: 1"));
      assertThat(screen.lines()).noneMatch(line -> line.startsWith("HELLO"));
      talk.type(ESCAPE);
      screen.until("all pipes", line -> line.startsWith("HELLO"));
      talk.type("r");
      screen.until("the other order", line -> line.equals("sorted by name, reversed"));
      assertThat(screen.lines().get(4)).startsWith("日本語 ");
      talk.type(DOWN + DOWN + "\r");
      screen.until(
          "the writer", line -> line.matches(" +\\d+ .* write .* -( +0)?( +[0-9.]+[KM]?){2}"));
      assertThat(screen.lines()).anyMatch(line -> line.startsWith("byte, queue, overwrite, drain"));
      talk.type("h");
      screen.until("the help", line -> line.startsWith("q or Ctrl-C "));
      talk.type("q");
      assertThat(talk.rest()).endsWith("code 0\n");
    } finally {
      Pmp.kill(writer);
    }
    assertThat(settings("after")).isEqualTo(settings("before"));
  }

  @Test
  void theViewFollowsTheSizeOfTheTerminal() throws Exception {
    needTerminal();
    pmp.run("create", "HELLO").isFine();
    try (TerminalTalk talk = terminal()) {
      new TerminalScreen(talk, 80, 24).until("the pipe", line -> line.startsWith("HELLO "));
      pmp.program("stty", "-F", talk.path(), "rows", "40", "columns", "120").printed("");
      TerminalScreen larger = new TerminalScreen(talk, 120, 40);
      larger.until("whole words", line -> line.matches("HELLO +byte queue +64K .*"));
      Eventually.holds(
          "the last line is at the end", () -> larger.lines().get(39).startsWith("q quit"));
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
  void aSignalLeavesTheTerminalAsItWas(String signal, int code) throws Exception {
    needTerminal();
    pmp.run("create", "HELLO").isFine();
    try (TerminalTalk talk = terminal()) {
      new TerminalScreen(talk, 80, 24).until("the pipe", line -> line.startsWith("HELLO "));
      send(signal, top(talk));
      assertThat(talk.rest()).endsWith("code " + code + "\n");
      assertThat(new TerminalScreen(talk, 80, 24).lines())
          .noneMatch(line -> line.contains("HELLO"));
    }
    assertThat(settings("after")).isEqualTo(settings("before"));
  }

  @Test
  void controlCEndsIt() throws Exception {
    needTerminal();
    try (TerminalTalk talk = terminal()) {
      new TerminalScreen(talk, 80, 24).until("it", line -> line.equals("There are no pipes."));
      talk.interrupt();
      assertThat(talk.rest()).endsWith("code 130\n");
    }
    assertThat(settings("after")).isEqualTo(settings("before"));
  }

  @Test
  void controlZStopsItWithTheTerminalAsItWasAndItGoesOn() throws Exception {
    needTerminal();
    pmp.run("create", "HELLO").isFine();
    try (TerminalTalk talk = terminal()) {
      TerminalScreen screen = new TerminalScreen(talk, 80, 24);
      screen.until("the pipe", line -> line.startsWith("HELLO "));
      talk.type("\u001a");
      ProcessHandle top = top(talk);
      Eventually.holds("it is stopped", () -> state(top).equals("T"));
      Eventually.holds(
          "the screen is given back",
          () -> screen.lines().stream().noneMatch(line -> line.startsWith("HELLO ")));
      assertThat(pmp.program("stty", "-F", talk.path(), "-a").isFine().out())
          .isEqualTo(settings("before"));
      send("CONT", top);
      screen.until("the pipe", line -> line.startsWith("HELLO "));
      talk.type("q");
      assertThat(talk.rest()).endsWith("code 0\n");
    }
  }

  @Test
  void aDeviceThatVanishesIsSaidToAndFoundAgain() throws Exception {
    needTerminal();
    pmp.run("create", "HELLO").isFine();
    try (TerminalTalk talk = terminal()) {
      TerminalScreen screen = new TerminalScreen(talk, 80, 24);
      screen.until("the pipe", line -> line.startsWith("HELLO "));
      pmp.run("rm", "HELLO", "--force").isFine();
      screen.until("no pipe", line -> line.equals("There are no pipes."));
      Eventually.holds(
          "nobody is kept from removing it", () -> pmp.run("device", "rm", "Example").code() == 0);
      screen.until("why", line -> line.startsWith("there is no device 'Example'"));
      pmp.run("create", "AGAIN").isFine();
      screen.until("the new one", line -> line.startsWith("AGAIN "));
    }
  }

  @Test
  void withoutATerminalItPrintsOneTable() throws Exception {
    pmp.run("create", "a\u001b[31m\u202eb").isFine();
    pmp.run("create", "jobs", "--type", "message", "--capacity", "1M").isFine();
    pmp.run("write", "jobs", "-m", "one").isFine();
    List<String> lines = pmp.run("top", "--interval", "100ms", "--sort", "name").isFine().lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst().strip().split(" +", -1))
        .containsExactly(
            "TYPE",
            "DELIVERY",
            "CAPACITY",
            "USED",
            "IN/s",
            "OUT/s",
            "MSG-IN/s",
            "MSG-OUT/s",
            "READERS",
            "WRITERS",
            "WAITING",
            "LOST",
            "NAME");
    assertThat(lines.get(1)).matches("byte +queue +65536 +0( +0){8} +a\\?\\[31m\\?b");
    assertThat(lines.get(2)).matches("message +queue +1048576 +16( +0){8} +jobs");
    assertThat(pmp.run("top", "--once", "--interval", "100ms", "--filter", "JO").isFine().lines())
        .hasSize(2);
  }

  @Test
  void tablesTellRates() throws Exception {
    pmp.run("create", "HELLO", "--when-full", "overwrite").isFine();
    Process writer = write("HELLO");
    try {
      Eventually.holds(
          "it writes", () -> !pmp.run("stat", "HELLO").out().contains("bytes-in: 0\n"));
      Result result = pmp.run("top", "--batch", "2", "--interval", "500ms").isFine();
      assertThat(result.lines()).hasSize(5);
      assertThat(result.lines().get(2)).isEmpty();
      for (int line : new int[] {1, 4}) {
        assertThat(result.lines().get(line))
            .matches("byte +queue +65536 +\\d+ +[1-9]\\d* +0 +[1-9]\\d* +0 +0 +1 +0 +\\d+ +HELLO");
      }
    } finally {
      Pmp.kill(writer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--interval 50ms",
        "--interval 2h",
        "--interval x",
        "--sort size",
        "--batch 0",
        "--batch many",
        "--once --batch 2",
        "NAME"
      })
  void whatIsWrittenWronglyIsRefusedInASentence(String words) throws Exception {
    Result result = pmp.bash("exec \"$PMP\" top " + words);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("pmp: ").contains("pmp top --help").hasLineCount(1);
  }

  private static void needTerminal() {
    Requires.program("setsid");
    Requires.program("stty");
  }

  private TerminalTalk terminal() throws IOException {
    ProcessBuilder builder = pmp.builder(List.of("sh", "-c", AROUND));
    builder.environment().put("TERM", "xterm-256color");
    return TerminalTalk.start(true, builder);
  }

  /// A writer that goes on until it is killed.
  private Process write(String pipe) throws IOException {
    return pmp.begin(
        pmp.builder(
            List.of("bash", "-c", "while seq 1000; do sleep 0.05; done | \"$PMP\" write " + pipe)));
  }

  private static ProcessHandle top(TerminalTalk talk) {
    return ProcessHandle.of(talk.pid())
        .flatMap(shell ->
            shell
                .descendants()
                .filter(one -> one.info().command().orElse("").endsWith("/java"))
                .findFirst())
        .orElseThrow();
  }

  private void send(String signal, ProcessHandle process) throws Exception {
    pmp.program("sh", "-c", "kill -" + signal + " " + process.pid()).printed("");
  }

  private static String state(ProcessHandle process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }

  private String settings(String when) throws IOException {
    return Files.readString(pmp.root().resolve(when));
  }
}
