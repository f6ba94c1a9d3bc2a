package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.testing.TemporaryRoot;

/// What a process leaves that died while it removed a pipe.
class HalfRemovedPipeTest {
  private static final int DELETED = 0x98;
  private static final int DEVICE_MUTEX_ABANDONED = 0x80 + 16;

  /// It said that the pipe is deleted, held the device's mutex, and had removed no file yet.
  @Test
  void aPipeThatSaysItIsDeletedGoesWhenTheNextPipeIsMade() throws Exception {
    try (TemporaryRoot root = new TemporaryRoot();
        Device device = Device.open(Places.device(root.path()))) {
      Places.create(device, "P", "data");
      String number = device.stat("P").text("number");
      Places.overwrite(Places.file(root.path(), number, ".pipe"), DELETED, (byte) 1);
      Path block = root.path().resolve("example").resolve("device");
      Places.overwrite(block, DEVICE_MUTEX_ABANDONED, (byte) 1);
      device.create("Q", PipeOptions.DEFAULT);
      assertThat(TemporaryRoot.tree(root.path().resolve("example")))
          .noneMatch(file -> file.startsWith(number));
      assertThat(device.pool()).allSatisfy(account -> assertThat(account.number("diff")).isOne());
      assertThat(device.describe().number("pipes")).isOne();
      device.delete("Q");
    }
  }
}
