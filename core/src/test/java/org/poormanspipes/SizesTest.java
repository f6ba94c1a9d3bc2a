package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1999, 1999",
    "64K, 65536",
    "64k, 65536",
    "64KiB, 65536",
    "64 KB, 65536",
    "1M, 1048576",
    "2G, 2147483648",
    "1T, 1099511627776",
    "' 5 ', 5",
    "9223372036854775807, 9223372036854775807",
    "8388607T, 9223370937343148032"
  })
  void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "K", "-1", "+1", "1.5K", "0x10", "1 2", "1P", "1KK", "ten", "١", "1e3"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> Sizes.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "8388608T", "9999999999999999999"})
  void whatDoesNotFitIsTooLarge(String text) {
    assertThatThrownBy(() -> Sizes.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is too large");
  }

  @Test
  void sizesAreWrittenInTheLargestUnitThatDividesThem() {
    assertThat(Sizes.format(0)).isEqualTo("0");
    assertThat(Sizes.format(1999)).isEqualTo("1999");
    assertThat(Sizes.format(65_536)).isEqualTo("64K");
    assertThat(Sizes.format(65_537)).isEqualTo("65537");
    assertThat(Sizes.format(1L << 40)).isEqualTo("1T");
    assertThat(Sizes.format(1L << 50)).isEqualTo("1024T");
  }

  @Test
  void whatIsWrittenIsReadAsTheSameNumber() {
    Random random = Seed.random("SizesTest");
    for (int round = 0; round < 100_000; round++) {
      long bytes = (random.nextLong() & Long.MAX_VALUE) >> random.nextInt(63);
      bytes &= -1L << random.nextInt(45);
      assertThat(Sizes.parse(Sizes.format(bytes))).isEqualTo(bytes);
    }
    assertThat(Sizes.parse(Sizes.format(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }
}
