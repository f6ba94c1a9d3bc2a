package org.poormanspipes.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.25, 0.3",
    "9.5, 9.5",
    "10.4, 10",
    "1999, 1999",
    "9999, 9999",
    "65536, 64K",
    "10000, 9.8K",
    "1048576, 1M",
    "1572864, 1.5M",
    "1047527424, 999M",
    "1099511627776, 1T"
  })
  void bytesHaveUnitsOf1024(double count, String text) {
    assertThat(Amounts.bytes(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"9999, 9999", "12345, 12.3k", "999999, 1M", "2500000, 2.5M"})
  void countsHaveUnitsOf1000(double count, String text) {
    assertThat(Amounts.count(count)).isEqualTo(text);
  }

  @Test
  void noFigureIsLongerThanItsColumn() {
    for (double count = 0.001; count < Long.MAX_VALUE; count *= 1.07) {
      assertThat(Amounts.bytes(count)).hasSizeLessThanOrEqualTo(5);
      assertThat(Amounts.count(count)).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void agesHaveOneUnit() {
    Instant now = Instant.parse("2026-01-03T00:00:00Z");
    assertThat(Amounts.age("2026-01-02T23:59:48Z", now)).isEqualTo("12s");
    assertThat(Amounts.age("2026-01-02T23:57:00Z", now)).isEqualTo("3m");
    assertThat(Amounts.age("2026-01-02T19:00:00Z", now)).isEqualTo("5h");
    assertThat(Amounts.age("2026-01-01T00:00:00Z", now)).isEqualTo("2d");
    assertThat(Amounts.age("2026-01-03T00:00:09Z", now)).isEqualTo("0s");
    assertThat(Amounts.age("yesterday", now)).isEqualTo("?");
    assertThat(Amounts.age(null, now)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({
    "0, '------   0%'",
    "0.0001, '#-----   1%'",
    "0.5, '###---  50%'",
    "0.9999, '#####-  99%'",
    "1, '###### 100%'"
  })
  void aBarIsEmptyOrFullOnlyIfThePipeIs(double fill, String bar) {
    assertThat(Bar.of(fill)).isEqualTo(bar).hasSize(Bar.WIDTH);
  }
}
