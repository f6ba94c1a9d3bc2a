package org.poormanspipes.pipe;

import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What a handle was opened for, and what its pipe can bear.
final class Rights {

  private Rights() {}

  static void requireReading(HandleContext handle) throws DeviceException {
    if (!handle.reads()) {
      throw denied(handle, "read");
    }
  }

  static void requireWriting(HandleContext handle) throws DeviceException {
    if (!handle.writes()) {
      throw denied(handle, "written");
    }
  }

  private static DeviceException denied(HandleContext handle, String operation) {
    return new DeviceException(
        Kind.DENIED,
        "this handle of '"
            + handle.pipe().name()
            + "' was opened with access="
            + handle.file().access()
            + " and can't be "
            + operation);
  }

  static DeviceException damaged(PipeContext pipe) {
    return new DeviceException(
        Kind.DAMAGED,
        "the pipe '"
            + pipe.name()
            + "' is damaged: the memory of its ring, number="
            + pipe.id()
            + ", does not hold a ring; "
            + Mend.of(pipe).forced());
  }
}
