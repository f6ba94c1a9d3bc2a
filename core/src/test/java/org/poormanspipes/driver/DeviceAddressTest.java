package org.poormanspipes.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAddressTest {

  @ParameterizedTest
  @CsvSource({
    "Example, shm, Example",
    "shm://Example, shm, Example",
    "nats://host:4222/E, nats, host:4222/E",
    "shm://a://b, shm, a://b",
    "://b, '', b"
  })
  void anAddressIsASchemeAndTheRest(String text, String scheme, String location) {
    assertThat(DeviceAddress.parse(text, null))
        .isEqualTo(new DeviceAddress(scheme, location, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Example", "nats://host/E", "shm://a://b", "shm://shm://a", "://", ""})
  void isPrintedAsItIsRead(String text) {
    DeviceAddress address = DeviceAddress.parse(text, null);
    assertThat(DeviceAddress.parse(address.toString(), null)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Example", "shm://Example"})
  void aPlainNameIsPrintedPlainly(String text) {
    assertThat(DeviceAddress.parse(text, null)).hasToString("Example");
  }
}
