package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.time.Timeout;

/// The right of somebody who came through a mount, whichever way he uses the file.
class PermitTest {

  @TempDir private Path directory;

  @Test
  void aWithdrawnRightBindsTheEntryPointsToo() throws Exception {
    DeviceOptions options = DeviceOptions.builder().device("Example").root(directory).build();
    try (Device device = Device.open(options)) {
      device.create("PIPE", PipeOptions.builder().mode(0666).build());
      Caller stranger = new Caller(Ids.uid() + 4001, 4001, 0);
      FileObject file =
          device
              .object()
              .open(
                  new CreateRequest(
                      "PIPE", Access.READ_WRITE, Disposition.OPEN, Map.of(), stranger));
      ByteBuffer byteOfText = ByteBuffer.wrap(new byte[] {7});
      assertThat(file.write(byteOfText, Timeout.NOW)).isEqualTo(1);
      assertThat(byteOfText.hasRemaining()).isFalse();
      device.set("PIPE", PipeOptions.builder().mode(0600).build());
      assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), Timeout.NOW))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("withdrawn");
      assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), Timeout.NOW))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("withdrawn");
      device.set("PIPE", PipeOptions.builder().mode(0666).build());
      ByteBuffer target = ByteBuffer.allocate(1);
      assertThat(file.read(target, Timeout.NOW)).isEqualTo(1);
      assertThat(target.get(0)).isEqualTo((byte) 7);
      file.closeHandle();
    }
  }
}
