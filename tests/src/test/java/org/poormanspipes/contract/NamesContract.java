package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.testing.Peer;

/// Which names are the same pipe, and which are none.
abstract class NamesContract extends ContractTest {

  @ParameterizedTest
  @CsvSource({
    "HELLO, hello",
    "HELLO, HeLLo",
    "Grüße, GRÜßE",
    "ΣΊΣΥΦΟΣ, σίσυφος",
    "ILLINOIS, illinois",
    "I, ı",
    "a/b, a\\b",
    "a/b, A\\B",
    "e\u0301t\u00e9, \u00e9te\u0301",
  })
  void namesThatDifferInCaseSeparatorOrCompositionAreOnePipe(String one, String other)
      throws IOException {
    assertThat(meet(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Grüße, GRÜSSE",
    "a b, a  b",
    "a/b, a-b",
    "a/b, a",
    "\uD83D\uDE00, \uD83D\uDE01",
    "e, \u00e9",
  })
  void otherNamesAreSeparate(String one, String other) throws IOException {
    assertThat(meet(one, other)).isFalse();
  }

  private boolean meet(String one, String other) throws IOException {
    try (PipeChannel writer = writer(one);
        PipeChannel reader = reader(other)) {
      writeNow(writer, "x");
      return readNow(reader, 8).equals("'x'");
    }
  }

  @Test
  void otherProcessesMeetUnderTheSameName() throws IOException {
    try (PipeChannel writer = writer("Hello/World");
        Peer peer = peer()) {
      peer.open("r", "hELLO\\wORLD", Access.READ);
      writeNow(writer, "x");
      assertThat(peer.read("r", 8, "now")).isEqualTo("'x'");
      peer.open("other", "Hello", Access.READ);
      assertThat(peer.read("other", 8, "now")).isEqualTo("EMPTY");
    }
  }

  @Test
  void aPipeIsSpelledAsItWasFirstCreated() throws IOException {
    try (PipeChannel first = writer("First\\Spelling");
        PipeChannel second = writer("FIRST/SPELLING")) {
      assertThat(names()).containsExactly("First/Spelling");
      assertThat(device.stat("first/spelling").text("name")).isEqualTo("First/Spelling");
      assertThat(first.name()).isEqualTo("First\\Spelling");
      assertThat(second.name()).isEqualTo("FIRST/SPELLING");
    }
  }

  @Test
  void theBareDeviceAndALoneSeparatorAreTwoPipes() throws IOException {
    try (PipeChannel bare = device.open("", Access.READ_WRITE);
        PipeChannel separator = device.open("/", Access.READ_WRITE);
        PipeChannel backslash = device.open("\\", Access.READ_WRITE)) {
      writeNow(bare, "bare");
      assertThat(readNow(separator, 8)).isEqualTo("EMPTY");
      writeNow(separator, "separator");
      assertThat(readNow(bare, 8)).isEqualTo("'bare'");
      assertThat(readNow(backslash, 16)).isEqualTo("'separator'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a//b",
        "/a",
        "a/",
        "\\\\",
        "a/./b",
        ".",
        "..",
        "a/../b",
        "a\u0000b",
        "a\uD800",
        "\uDC00b"
      })
  void aNameThatBreaksARuleIsRefused(String name) {
    refusal(Kind.INVALID, () -> device.open(name, Access.READ));
    refusal(Kind.INVALID, () -> device.stat(name));
    refusal(Kind.INVALID, () -> device.delete(name));
  }

  @Test
  void aComponentOf255CharactersMatchesItselfAndALongerOneIsRefused() throws IOException {
    for (String character : new String[] {"a", "ü", "\uD83D\uDE00"}) {
      String longest = character.repeat(255);
      try (PipeChannel writer = writer(longest);
          PipeChannel reader = reader(longest)) {
        writeNow(writer, "x");
        assertThat(readNow(reader, 8)).isEqualTo("'x'");
      }
      assertThat(refusal(Kind.INVALID, () -> writer(longest + "a")))
          .hasMessageContaining("256")
          .hasMessageContaining("255");
      assertThat(refusal(Kind.INVALID, () -> writer("x/" + longest + "a")))
          .hasMessageContaining("255");
    }
  }

  @Test
  void namesThatDifferOnlyInTheirLastCharacterAreSeparate() throws IOException {
    String longest = "n".repeat(254);
    try (PipeChannel a = device.open(longest + "a", Access.READ_WRITE);
        PipeChannel b = device.open(longest + "b", Access.READ_WRITE)) {
      writeNow(a, "a");
      assertThat(readNow(b, 8)).isEqualTo("EMPTY");
      assertThat(readNow(a, 8)).isEqualTo("'a'");
    }
  }

  @Test
  void aCaseSensitiveDeviceKeepsNamesApart() throws IOException {
    try (Device sensitive =
            Device.open(backend.device("Sensitive").attribute("case-sensitive", "true").build());
        PipeChannel upper = sensitive.open("A", Access.READ_WRITE);
        PipeChannel lower = sensitive.open("a", Access.READ_WRITE);
        PipeChannel again = sensitive.open("A", Access.READ_WRITE)) {
      writeNow(upper, "upper");
      assertThat(readNow(lower, 8)).isEqualTo("EMPTY");
      assertThat(readNow(again, 8)).isEqualTo("'upper'");
      refusal(Kind.NOT_FOUND, () -> sensitive.stat("b"));
    }
  }

  @Test
  void aMissingNameIsToldApartFromOneThatExists() throws IOException {
    refusal(Kind.NOT_FOUND, () -> open(Disposition.OPEN));
    refusal(Kind.NOT_FOUND, () -> device.stat(NAME));
    refusal(Kind.NOT_FOUND, () -> device.handles(NAME));
    refusal(Kind.NOT_FOUND, () -> device.delete(NAME));
    refusal(Kind.NOT_FOUND, () -> device.deleteForced(NAME));
    try (PipeChannel _ = open(Disposition.CREATE)) {
      assertThat(refusal(Kind.EXISTS, () -> open(Disposition.CREATE))).hasMessageContaining(NAME);
      refusal(Kind.EXISTS, () -> device.create("hello", PipeOptions.DEFAULT));
      open(Disposition.OPEN).close();
      open(Disposition.OPEN_OR_CREATE).close();
    }
  }

  private PipeChannel open(Disposition disposition) throws IOException {
    return device.open(NAME, Access.READ, PipeOptions.DEFAULT, disposition);
  }
}
