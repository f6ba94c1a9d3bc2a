package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.PipeName;

/// The locks of names.
final class Names {

  private Names() {}

  static NameLock lock(PipeDeviceContext device, PipeName name) throws IOException {
    return lock(device, BlockId.hash(name.key()), name.spelling());
  }

  static NameLock lock(PipeDeviceContext device, long hash, String name) throws IOException {
    return NameLock.acquire(device.files().lock(), hash, "the name '" + name + "'");
  }
}
