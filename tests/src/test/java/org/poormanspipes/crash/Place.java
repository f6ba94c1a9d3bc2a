package org.poormanspipes.crash;

import java.nio.file.Path;
import org.poormanspipes.DeviceOptions;

/// Where a soak keeps its things.
///
/// @param root the root directory of the devices
/// @param notes what workers leave for those who outlive them
record Place(Path root, Path notes) {
  DeviceOptions device(String name) {
    return DeviceOptions.builder().device(name).root(root).build();
  }

  Path board() {
    return notes.resolve("board");
  }

  Path journal(int cell) {
    return notes.resolve("journal." + cell);
  }
}
