package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void unitsAreMillisecondsSecondsMinutesAndHours() {
    assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Durations.parse("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(Durations.parse("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(Durations.parse("1h")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void plainNumberIsSeconds() {
    assertThat(Durations.parse("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(Durations.parse("0")).isEqualTo(Duration.ZERO);
  }

  @Test
  void fractionsAreExact() {
    assertThat(Durations.parse("0.1")).isEqualTo(Duration.ofMillis(100));
    assertThat(Durations.parse(".5s")).isEqualTo(Duration.ofMillis(500));
    assertThat(Durations.parse("1.5m")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void longestNumberThatIsReadIsLongEnough() {
    assertThat(Durations.parse("999999999999999999h")).isGreaterThan(Duration.ofDays(1_000_000));
  }

  @Test
  void everythingElseIsRefusedInOneSentence() {
    for (String text :
        List.of(
            "",
            ".",
            "s",
            "ms",
            "10x",
            "1.2.3",
            "-1s",
            "1 s",
            "10S",
            "1e3",
            "1234567890123456789")) {
      assertThatThrownBy(() -> Durations.parse(text))
          .as(text)
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("'" + text + "' is not a length of time: write a number")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void theLongestCanStillBeSaid() {
    for (String text : List.of("999999999999999999", "999999999999999999h")) {
      assertThat(Durations.format(Durations.parse(text))).as(text).endsWith(" s");
    }
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThatThrownBy(() -> Durations.parse("\u001b[2J")).hasMessageStartingWith("'?[2J'");
  }

  @Test
  void isSaidAsAPersonWould() {
    assertThat(Durations.format(Duration.ofMillis(500))).isEqualTo("500 ms");
    assertThat(Durations.format(Duration.ofMillis(1500))).isEqualTo("1.5 s");
    assertThat(Durations.format(Duration.ofSeconds(10))).isEqualTo("10 s");
    assertThat(Durations.format(Duration.ofSeconds(60))).isEqualTo("60 s");
    assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("90 s");
    assertThat(Durations.format(Duration.ofMinutes(2))).isEqualTo("2 min");
  }
}
