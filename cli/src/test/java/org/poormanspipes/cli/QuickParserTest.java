package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuickParserTest {

  private static final Option FLAG = Option.flag("--flag", "").orWritten("-f");
  private static final Option VALUE = Option.value("--value", "V", "");
  private static final Option MANY = Option.value("-m", "M", "").repeated();

  private static Syntax syntax() {
    return new Syntax("x", "").with(Parameter.one("NAME", "")).with(FLAG, VALUE, MANY);
  }

  @Test
  void readsFlagsValuesAndOperandsInAnyOrder() {
    Arguments arguments = parse("--value", "1", "NAME", "-f", "-m", "a", "-m=b");
    assertThat(arguments.operand()).isEqualTo("NAME");
    assertThat(arguments.has(FLAG)).isTrue();
    assertThat(arguments.value(VALUE)).isEqualTo("1");
    assertThat(arguments.values(MANY)).containsExactly("a", "b");
  }

  @Test
  void afterTwoDashesEverythingIsAnOperand() {
    assertThat(parse("--", "--flag").operand()).isEqualTo("--flag");
  }

  @Test
  void emptyValuesAndOperandsAreValues() {
    Arguments arguments = parse("--value=", "");
    assertThat(arguments.value(VALUE)).isEmpty();
    assertThat(arguments.operand()).isEmpty();
  }

  @Test
  void givesUpAtWhateverIsNotByTheBook() {
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("A", "B"),
            List.of("A", "--unknown"),
            List.of("A", "--value"),
            List.of("A", "--value", "--flag"),
            List.of("A", "--value", "1", "--value", "2"),
            List.of("A", "--flag=1"),
            List.of("A", "--value=--flag"),
            List.of("A", "-mtext"),
            List.of("A", "-h"),
            List.of("A", "-"))) {
      assertThat(QuickParser.parse(syntax(), words)).as(words.toString()).isNull();
    }
  }

  @Test
  void meansWhatPicocliMeans() throws OutputException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> vocabulary =
        List.of(
            "A",
            "",
            "--",
            "--flag",
            "-f",
            "--value",
            "--value=1",
            "-m",
            "-m=x",
            "-m=-f",
            "t x",
            "=",
            "a=b");
    int understood = 0;
    for (int round = 0; round < 3000; round++) {
      List<String> words = new ArrayList<>();
      for (int i = random.nextInt(7); i > 0; i--) {
        words.add(vocabulary.get(random.nextInt(vocabulary.size())));
      }
      Arguments quick = QuickParser.parse(syntax(), words);
      if (quick != null) {
        understood++;
        assertThat(Usage.parse(syntax(), words, new Streams("").io()))
            .as("seed %s, words %s", seed, words)
            .isEqualTo(quick);
      }
    }
    assertThat(understood).isPositive();
  }

  @Test
  void picocliTakesOperandsOnBothSidesOfTwoDashesOnce() throws OutputException {
    Syntax several = new Syntax("x", "").with(Parameter.several("NAME", "")).with(FLAG);
    for (List<String> words :
        List.of(
            List.of("A", "--", "B"), List.of("A", "B", "--", "-C", "A"), List.of("--", "A", "B"))) {
      assertThat(Usage.parse(several, words, new Streams("").io()))
          .as(words.toString())
          .isEqualTo(QuickParser.parse(several, words));
    }
  }

  private static Arguments parse(String... words) {
    Arguments arguments = QuickParser.parse(syntax(), List.of(words));
    assertThat(arguments).isNotNull();
    return arguments;
  }
}
