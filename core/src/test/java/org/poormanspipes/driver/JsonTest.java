package org.poormanspipes.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void valuesKeepTheirKindAndOrder() {
    Attributes attributes =
        Attributes.builder().with("name", "HELLO").with("used", 7).with("pinned", true).build();
    assertThat(Json.object(attributes))
        .isEqualTo("{\"name\": \"HELLO\", \"used\": 7, \"pinned\": true}");
  }

  @Test
  void nothingIsAnEmptyObjectAndAnEmptyArray() {
    assertThat(Json.object(Attributes.builder().build())).isEqualTo("{}");
    assertThat(Json.array(List.of())).isEqualTo("[]");
  }

  @Test
  void arrayHasALineForEachObject() {
    Attributes one = Attributes.builder().with("n", 1).build();
    Attributes two = Attributes.builder().with("n", -2).build();
    assertThat(Json.array(List.of(one, two))).isEqualTo("[\n  {\"n\": 1},\n  {\"n\": -2}\n]");
  }

  @Test
  void attributesNest() {
    Attributes inner = Attributes.builder().with("a", Long.MAX_VALUE).build();
    assertThat(Json.object(Attributes.builder().with("in", inner).build()))
        .isEqualTo("{\"in\": {\"a\": 9223372036854775807}}");
  }

  @Test
  void quotesBackslashesAndControlCharactersAreEscaped() {
    assertThat(string("a\"b\\c\n\r\t\b\u0000\u001f\u007f"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0008\\u0000\\u001f\\u007f\"");
  }

  @Test
  void namesAreEscapedToo() {
    assertThat(Json.object(Attributes.builder().with("a\"b", 1).build()))
        .isEqualTo("{\"a\\\"b\": 1}");
  }

  @Test
  void otherCharactersStayAsTheyAre() {
    assertThat(string("häß 日本 😀")).isEqualTo("\"häß 日本 😀\"");
  }

  @Test
  void halvesOfCharactersAreEscaped() {
    assertThat(string("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(string("\ude00x")).isEqualTo("\"\\ude00x\"");
    assertThat(string("\ud83d\ud83d\ude00")).isEqualTo("\"\\ud83d😀\"");
  }

  private static String string(String value) {
    String object = Json.object(Attributes.builder().with("v", value).build());
    return object.substring("{\"v\": ".length(), object.length() - 1);
  }
}
