package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.driver.DeviceException;

class PipeNameTest {

  private static String key(String name) throws DeviceException {
    return PipeName.parse(name, false).key();
  }

  private static void assertRefused(String name, String... says) {
    assertThatThrownBy(() -> PipeName.parse(name, false))
        .isInstanceOfSatisfying(
            DeviceException.class,
            e -> assertThat(e.kind()).isEqualTo(DeviceException.Kind.INVALID))
        .hasMessageContainingAll(says);
  }

  @ParameterizedTest
  @CsvSource({
    "HELLO, hello",
    "HeLLo, hEllO",
    "é, É",
    "ÄÖÜ, äöü",
    "ΣΑΣ, σας", // sigma, and final sigma
    "Σ, ς",
    "i, I",
    "i, İ", // dotted, as equalsIgnoreCase says
    "i, ı", // dotless, as equalsIgnoreCase says
    "K, \u212a", // the sign of the kelvin
    "µ, μ", // the micro sign and mu
    "ſ, s", // the long s
    "\ud801\udc00, \ud801\udc28", // Deseret: supplementary characters
    "e\u0301, é", // decomposed and composed
    "E\u0301, é",
    "e\u0301, É",
    "a/b, a\\b",
    "A\\B\\C, a/b/c",
    "ẞ, ß"
  })
  void theseAreOneName(String one, String other) throws DeviceException {
    assertThat(key(one)).isEqualTo(key(other));
  }

  @ParameterizedTest
  @CsvSource({"ß, SS", "ß, ss", "ﬁ, fi", "a, á", "a, b", "a/b, ab", "ab, 'ab '", "x, х"})
  void theseAreTwoNames(String one, String other) throws DeviceException {
    assertThat(key(one)).isNotEqualTo(key(other));
  }

  @Test
  void theSpellingIsKept() throws DeviceException {
    PipeName name = PipeName.parse("Logs\\NGINX", false);
    assertThat(name.spelling()).isEqualTo("Logs/NGINX");
    assertThat(name.key()).isEqualTo("logs/nginx");
    assertThat(PipeName.parse("e\u0301", false).spelling()).isEqualTo("\u00e9");
  }

  @Test
  void aCaseSensitiveDeviceComparesTheSpelling() throws DeviceException {
    assertThat(PipeName.parse("Hello", true).key()).isEqualTo("Hello");
    assertThat(PipeName.parse("Hello", true).key())
        .isNotEqualTo(PipeName.parse("hello", true).key());
    assertThat(PipeName.parse("e\u0301", true).key())
        .as("composed all the same")
        .isEqualTo(PipeName.parse("\u00e9", true).key());
  }

  @Test
  void theBareDeviceAndALoneSeparatorAreTwoNamesOfTheirOwn() throws DeviceException {
    PipeName bare = PipeName.parse("", false);
    PipeName separator = PipeName.parse("/", false);
    assertThat(bare.unnamed()).isTrue();
    assertThat(separator.unnamed()).isTrue();
    assertThat(PipeName.parse("\\", false)).isEqualTo(separator);
    assertThat(bare.key()).isNotEqualTo(separator.key());
    assertThat(PipeName.parse("x", false).unnamed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//", "a//b", "/a", "a/", "a\\/b", "\\\\", "a/b/"})
  void anEmptyComponentIsRefused(String name) {
    assertRefused(name, "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/./b", "a/..", "..\\a"})
  void dotsAreRefused(String name) {
    assertRefused(name, "can't be a component");
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", ".a", "a.", "..a", "a..b", " ", "#1", "CON", "a:b", "\uff0f"})
  void whatOnlyLooksOddIsAName(String name) throws DeviceException {
    assertThat(PipeName.parse(name, false).spelling()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "abc\0"})
  void nulIsRefused(String name) {
    assertRefused(name, "NUL", "position " + name.indexOf('\0'));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xd801, 0xdc00})
  void aLoneSurrogateIsRefused(int surrogate) {
    String lone = String.valueOf((char) surrogate);
    for (String name : new String[] {lone, "a" + lone, lone + "b", "a" + lone + "b"}) {
      assertRefused(name, "not well-formed Unicode");
    }
    assertRefused("\udc00\ud801", "position 0");
  }

  @Test
  void aComponentHas255CharactersAtMost() throws DeviceException {
    assertThat(key("x".repeat(255))).hasSize(255);
    assertThat(key("a/" + "x".repeat(255) + "/b")).hasSize(259);
    assertRefused("x".repeat(256), "256 characters", "255");
    assertRefused("a/" + "x".repeat(256), "256 characters", "255");
  }

  @Test
  void aNameHas1023CharactersAtMost() throws DeviceException {
    String three = ("x".repeat(255) + "/").repeat(3);
    assertThat(key(three + "y".repeat(255))).hasSize(1023);
    assertRefused("a/" + three + "y".repeat(254), "1024 characters", "1023");
    assertRefused("x/".repeat(100_000), "too long", "1023");
  }

  @Test
  void limitsCountCharactersAndNotUnits() throws DeviceException {
    String deseret = "\ud801\udc00";
    assertThat(PipeName.parse(deseret.repeat(255), false).spelling()).hasSize(510);
    assertRefused(deseret.repeat(256), "256 characters");
    assertThat(PipeName.parse("e\u0301".repeat(255), false).spelling()).hasSize(255);
  }

  @Test
  void aRefusalIsSafeToPrint() {
    assertRefused("\u001b[31m/\0", "'?[31m/?' can't be the name of a pipe");
    assertThat(PipeName.printable("a\u001b\u202e\ud801b\n")).isEqualTo("a???b?");
  }

  private static final String[] PIECES = {
    "a",
    "A",
    "b",
    "B",
    "z",
    "Z",
    "ß",
    "ẞ",
    "é",
    "É",
    "i",
    "I",
    "İ",
    "ı",
    "σ",
    "ς",
    "Σ",
    "ſ",
    "s",
    "S",
    "K",
    "\u212a",
    "k",
    "µ",
    "μ",
    "Μ",
    "ǅ",
    "Ǆ",
    "ǆ",
    "\ud801\udc00",
    "\ud801\udc28",
    "5",
    "-"
  };

  @Test
  void keysAreEqualWhereEqualsIgnoreCaseSaysSo() throws DeviceException {
    Random random = Seed.random("keysAreEqualWhereEqualsIgnoreCaseSaysSo");
    int equal = 0;
    for (int round = 0; round < 200_000; round++) {
      int length = 1 + random.nextInt(2);
      String one = pieces(random, length);
      String other = pieces(random, length);
      boolean same = one.equalsIgnoreCase(other);
      assertThat(key(one).equals(key(other))).as("'%s' and '%s'", one, other).isEqualTo(same);
      equal += same ? 1 : 0;
    }
    assertThat(equal).as("pairs that are equal").isGreaterThan(1000);
  }

  private static String pieces(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < count; at++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /// Every character of Unicode, in both of its cases, beside a neighbour.
  @Test
  void everyCharactersCasesAreOneName() throws DeviceException {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      int upper = Character.toUpperCase(c);
      int lower = Character.toLowerCase(c);
      boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (surrogate || (upper == c && lower == c)) {
        continue;
      }
      String one = composed("x" + Character.toString(c));
      for (int variant : new int[] {upper, lower}) {
        String other = composed("X" + Character.toString(variant));
        if (one.equalsIgnoreCase(other)) {
          assertThat(key(one)).as("%x and %x", c, variant).isEqualTo(key(other));
        }
      }
    }
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
