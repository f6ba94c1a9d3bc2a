package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// A pipe is removed by force, and another takes its name, before a handle of the first was used.
class ReplacedPipeTest {
  @Test
  void aHandleThatWasNotYetUsedReadsItsOwnPipeAndNotTheNewOneOfThatName() throws Exception {
    try (TemporaryRoot root = new TemporaryRoot();
        Device device = Device.open(Places.device(root.path()));
        Device other = Device.open(Places.device(root.path()))) {
      Places.create(other, "P", "old");
      try (PipeChannel reader = device.open("P", Access.READ)) {
        other.deleteForced("P");
        Places.create(other, "P", "new");
        assertThat(read(reader)).isEqualTo("old");
        assertThat(reader.read(ByteBuffer.allocate(9), Timeout.NOW)).isEqualTo(Outcome.END);
      }
      assertThat(Places.read(other, "P")).isEqualTo("new");
    }
  }

  private static String read(PipeChannel reader) throws Exception {
    ByteBuffer target = ByteBuffer.allocate(9);
    int read = reader.read(target, Timeout.NOW);
    return read < 0
        ? Outcome.describe(read)
        : StandardCharsets.UTF_8.decode(target.flip()).toString();
  }
}
