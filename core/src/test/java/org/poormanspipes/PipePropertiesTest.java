package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.driver.DeviceException;

class PipePropertiesTest {

  private static PipeProperties with(String... namesAndValues) throws DeviceException {
    Map<String, String> changes = new HashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      changes.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    return PipeProperties.DEFAULT.with(changes);
  }

  private static void assertRefused(String name, String value, String... says) {
    assertThatThrownBy(() -> with(name, value))
        .isInstanceOfSatisfying(
            DeviceException.class,
            e -> assertThat(e.kind()).isEqualTo(DeviceException.Kind.INVALID))
        .hasMessageContainingAll(says);
  }

  @Test
  void aPipeIsABlockingQueueOf64KibibytesForItsUserThatDrains() {
    assertThat(PipeProperties.DEFAULT.attributes().asMap())
        .containsEntry("type", "byte")
        .containsEntry("when-full", "block")
        .containsEntry("delivery", "queue")
        .containsEntry("lifetime", "drain")
        .containsEntry("capacity", 65_536L)
        .containsEntry("mode", "0600")
        .containsEntry("pinned", false);
  }

  @Test
  void theOriginalsPipeIsAProfile() throws DeviceException {
    assertThat(with("profile", "original"))
        .isEqualTo(
            new PipeProperties(
                PipeType.BYTE,
                WhenFull.REJECT,
                Delivery.QUEUE,
                Lifetime.TEMPORARY,
                1999,
                AccessRule.of(0666),
                "",
                false));
  }

  @Test
  void whatIsSaidBesidesAProfileCounts() throws DeviceException {
    PipeProperties some =
        with("capacity", "5", "profile", "original", "lifetime", "permanent", "access", "group");
    assertThat(some.capacity()).isEqualTo(5);
    assertThat(some.lifetime()).isEqualTo(Lifetime.PERMANENT);
    assertThat(some.mode()).isEqualTo(0660);
    assertThat(some.whenFull()).isEqualTo(WhenFull.REJECT);
    assertThat(PipeProperties.DEFAULT.with(Map.of())).isEqualTo(PipeProperties.DEFAULT);
    assertThat(some.with(Map.of("profile", "default"))).isEqualTo(PipeProperties.DEFAULT);
  }

  @Test
  void eachPropertyIsReadBackAsItIsWritten() throws DeviceException {
    PipeProperties all =
        with(
            "type",
            "message",
            "when-full",
            "overwrite",
            "delivery",
            "broadcast",
            "lifetime",
            "temporary",
            "capacity",
            "1M",
            "mode",
            "640",
            "owner",
            "a:b",
            "pinned",
            "true");
    assertThat(all)
        .isEqualTo(
            new PipeProperties(
                PipeType.MESSAGE,
                WhenFull.OVERWRITE,
                Delivery.BROADCAST,
                Lifetime.TEMPORARY,
                1 << 20,
                AccessRule.of(0640),
                "a:b",
                true));
    Map<String, String> written = new HashMap<>();
    all.attributes().asMap().forEach((name, value) -> written.put(name, value.toString()));
    written.put("owner", "a:b");
    assertThat(PipeProperties.DEFAULT.with(written)).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({"user, 0600", "group, 0660", "anyone, 0666", "root, 0600", "registered, 0666"})
  void aPolicyIsAMode(String policy, String mode) throws DeviceException {
    assertThat(with("access", policy).attributes().text("mode")).isEqualTo(mode);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertRefused("colour", "red", "no property 'colour'", "when-full", "capacity", "profile");
    assertRefused("Type", "byte", "no property 'Type'");
  }

  @ParameterizedTest
  @CsvSource({
    "type, bytes, 'byte, message'",
    "type, BYTE, 'byte, message'",
    "when-full, '', 'block, reject, overwrite'",
    "delivery, topic, 'queue, broadcast'",
    "lifetime, forever, 'drain, temporary, permanent'",
    "access, friends, 'user, group, anyone, root, registered, mode'",
    "profile, modern, 'default, original'",
    "pinned, yes, 'true, false'",
    "mode, 888, octal",
    "mode, 66, octal",
    "mode, 01777, octal",
    "mode, rw, octal"
  })
  void anUnknownValueIsRefusedWithTheKnownOnes(String name, String value, String known) {
    assertRefused(name, value, "'" + value + "' is not a value of " + name, known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "", "lots", "1.5K", "99999999999999999999"})
  void aCapacityThatIsNoSizeIsRefused(String capacity) {
    assertRefused("capacity", capacity, "capacity: '" + capacity + "'");
  }

  @Test
  void aCapacityHasLimits() throws DeviceException {
    assertRefused("capacity", "0", "capacity=0", "a byte pipe holds from 1 to");
    assertThat(with("capacity", "1").capacity()).isEqualTo(1);
    assertThat(with("capacity", "1T").capacity()).isEqualTo(1L << 40);
    assertRefused("capacity", "1099511627777", "capacity=1099511627777", "1099511627776");
    assertRefused("capacity", "9223372036854775807", "out of range");
  }

  @Test
  void aMessagePipeHoldsAMessage() throws DeviceException {
    assertThatThrownBy(() -> with("capacity", "15", "type", "message"))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("capacity=15")
        .hasMessageContaining("a message pipe holds from 16 to");
    assertThat(with("capacity", "16", "type", "message").capacity()).isEqualTo(16);
  }

  @Test
  void whatIsPrintedOfAValueIsSafeToPrint() {
    assertRefused("type", "\u001b[2J", "'?[2J'");
  }

  @Test
  void optionsSpellPropertiesAsTheyAreRead() throws DeviceException {
    PipeOptions options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .whenFull(WhenFull.REJECT)
            .delivery(Delivery.QUEUE)
            .lifetime(Lifetime.PERMANENT)
            .capacity(4096)
            .mode(0640)
            .attribute("pinned", "true")
            .build();
    assertThat(PipeProperties.DEFAULT.with(options.attributes()))
        .isEqualTo(
            new PipeProperties(
                PipeType.MESSAGE,
                WhenFull.REJECT,
                Delivery.QUEUE,
                Lifetime.PERMANENT,
                4096,
                AccessRule.of(0640),
                "",
                true));
  }
}
