package org.poormanspipes.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Attributes;

/// Keys, and the lines that they lead to.
class PagesTest {

  private final TopState state =
      new TopState("Example", new Arrangement(Column.NAME, false, ""), Duration.ofSeconds(1));

  @Test
  void everyPageFitsEveryScreen() {
    state.seen(Pipes.look(1, pipes(50)));
    for (String keys : new String[] {"", "h", "h\r"}) {
      type(keys);
      for (int columns : new int[] {1, 20, 40, 79, 80, 100, 110, 200}) {
        for (int rows : new int[] {1, 3, 5, 24, 60}) {
          List<AttributedString> lines = Pages.lines(state, new Paint(columns, rows, true));
          assertThat(lines).hasSizeLessThanOrEqualTo(rows);
          assertThat(lines).allMatch(line -> line.columnLength() <= columns);
        }
      }
    }
  }

  @Test
  void wideAndCombiningCharactersKeepTheColumnsInLine() {
    state.seen(
        Pipes.look(1, Pipes.named("a日本語の名前の長いパイプ"), Pipes.named("be\u0301ta"), Pipes.named("c")));
    List<String> lines = text(80);
    for (String name : new String[] {"a日本", "be\u0301ta", "c "}) {
      String line = lines.stream().filter(one -> one.startsWith(name)).findFirst().orElseThrow();
      String before = line.substring(0, line.indexOf(" byte/q"));
      assertThat(Paint.width(before)).as(line).isEqualTo(18);
    }
    assertThat(lines.get(4)).contains("~ byte/q");
  }

  @Test
  void namesCanNotSteerTheTerminal() {
    state.seen(Pipes.look(1, Pipes.named("A\u001b[31m\u202eB\u009b2J\rC")));
    assertThat(text(80).get(4)).startsWith("A?[31m?B?2J?C ");
  }

  @Test
  void whatIsChosenStaysChosenWhenTheOrderChanges() {
    state.seen(Pipes.look(1, pipes(5)));
    type("B");
    assertThat(chosen()).isEqualTo("P1");
    state.key(Key.of('r'));
    assertThat(chosen()).isEqualTo("P1");
    assertThat(state.selection().at()).isEqualTo(3);
    state.key(Key.of(Key.Kind.HOME));
    assertThat(chosen()).isEqualTo("P4");
  }

  @Test
  void theChosenRowIsAlwaysOnTheScreen() {
    state.seen(Pipes.look(1, pipes(100)));
    Key.Kind[] keys = {Key.Kind.END, Key.Kind.PAGE_UP, Key.Kind.UP, Key.Kind.HOME, Key.Kind.DOWN};
    for (Key.Kind key : keys) {
      state.key(Key.of(key));
      assertThat(text(80)).as(key.name()).anyMatch(line -> line.startsWith(chosen() + " "));
    }
  }

  @Test
  void aFilterIsTypedKeptAndGivenUp() {
    state.seen(Pipes.look(1, Pipes.named("jobs"), Pipes.named("quick"), Pipes.named("results")));
    type("/qu");
    assertThat(state.typing()).isTrue();
    assertThat(text(80).get(2)).contains("filter: qu_", "shown: 1");
    type("\r");
    assertThat(state.typing()).isFalse();
    assertThat(state.shown()).hasSize(1);
    state.key(Key.of(Key.Kind.ESCAPE));
    assertThat(state.shown()).hasSize(3);
    type("/zz\b\bjo");
    assertThat(chosen()).isEqualTo("jobs");
    state.key(Key.of(Key.Kind.ESCAPE));
    assertThat(state.arrangement().filter()).isEmpty();
  }

  @Test
  void anyKeyLeavesTheHelpAndDoesNothingElse() {
    state.seen(Pipes.look(1, pipes(2)));
    for (String key : new String[] {"p", " ", "+", "-", "h", "?", "x", "\r"}) {
      type("h");
      assertThat(state.page()).isEqualTo(TopState.Page.HELP);
      type(key);
      assertThat(state.page()).as(key).isEqualTo(TopState.Page.LIST);
    }
    assertThat(state.paused()).isFalse();
    assertThat(state.interval()).isEqualTo(Duration.ofSeconds(1));
    type("\rh ");
    assertThat(state.page()).isEqualTo(TopState.Page.DETAIL);
  }

  @Test
  void theIntervalHasSteps() {
    type("++");
    assertThat(state.interval()).isEqualTo(Duration.ofSeconds(5));
    type("---------------");
    assertThat(state.interval()).isEqualTo(Intervals.LEAST);
    type("+".repeat(30));
    assertThat(state.interval()).isEqualTo(Intervals.MOST);
  }

  @Test
  void aPipeThatVanishesWhileItsDetailsAreShownSaysSo() {
    state.seen(Pipes.look(1, pipes(2)));
    type("\r");
    assertThat(state.asked()).isEqualTo("P0");
    state.seen(Pipes.look(2, Pipes.named("P1")));
    assertThat(text(80)).contains(pad("The pipe is gone."));
    state.key(Key.of(Key.Kind.ESCAPE));
    assertThat(state.page()).isEqualTo(TopState.Page.LIST);
  }

  @Test
  void aDeviceThatVanishesLeavesWhatWasSeenAndSaysSo() {
    state.seen(Pipes.look(1, pipes(2)));
    state.seen(Look.failed(2, "there is no device 'Example'"));
    assertThat(text(80).get(2)).startsWith("there is no device 'Example'");
    assertThat(text(80).get(4)).startsWith("P0 ");
    state.seen(Pipes.look(3, pipes(2)));
    assertThat(text(80).get(2)).startsWith("sorted by name");
  }

  @Test
  void aDamagedPipeShowsWhatIsWrong() {
    state.seen(
        Pipes.look(
            1, Attributes.builder().with("number", "7.0").with("damage", "its ring is bad")));
    assertThat(text(80).get(4)).startsWith("(number 7.0)").contains(" its ring is bad");
    type("\r");
    assertThat(text(80)).contains(pad("its ring is bad"));
  }

  @Test
  void withoutColoursNothingIsColoured() {
    state.seen(Pipes.look(1, Pipes.named("A"), Pipes.named("B").with("used", 1000)));
    assertThat(ansi(true)).contains("\u001b[31m");
    assertThat(ansi(false)).doesNotContain("\u001b[3");
  }

  private String ansi(boolean colours) {
    StringBuilder all = new StringBuilder();
    Pages.lines(state, new Paint(80, 24, colours)).forEach(line -> all.append(line.toAnsi()));
    return all.toString();
  }

  private String chosen() {
    Row row = state.selection().row();
    return row == null ? "" : row.pipe().label();
  }

  private List<String> text(int columns) {
    return Pages.lines(state, new Paint(columns, 24, false)).stream()
        .map(AttributedString::toString)
        .toList();
  }

  private static String pad(String text) {
    return Paint.left(text, 80);
  }

  /// Characters as they are, but for the keys Enter, Backspace, and B for Down.
  private void type(String keys) {
    for (int at = 0; at < keys.length(); at++) {
      char key = keys.charAt(at);
      state.key(
          switch (key) {
            case '\r' -> Key.of(Key.Kind.ENTER);
            case '\b' -> Key.of(Key.Kind.BACKSPACE);
            case 'B' -> Key.of(Key.Kind.DOWN);
            default -> Key.of(key);
          });
    }
  }

  private static Attributes.Builder[] pipes(int count) {
    List<Attributes.Builder> pipes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pipes.add(Pipes.named("P" + i));
    }
    return pipes.toArray(Attributes.Builder[]::new);
  }
}
