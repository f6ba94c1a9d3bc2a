package org.poormanspipes.pipe;

import org.poormanspipes.HandleOptions;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Handles that write exclusively: while one is open, no other handle writes.
final class SoleWriter {

  private SoleWriter() {}

  /// Refuses a handle that would write beside an exclusive one, or an exclusive one beside others.
  /// The name's lock is held, and the dead have been seen to.
  static void require(PipeContext pipe, HandleOptions options) throws DeviceException {
    if (!options.access().writes()) {
      return;
    }
    int count = pipe.slots().count();
    for (int number = 0; number < count; number++) {
      Slot other = pipe.slots().get(number);
      boolean writes = other.isLiveAcquire() && other.access().writes();
      if (writes && (options.soleWriter() || other.isSoleWriter())) {
        throw new DeviceException(
            Kind.IN_USE,
            other.isSoleWriter()
                ? "process " + other.pid() + " writes '" + pipe.name() + "' exclusively"
                : "'"
                    + pipe.name()
                    + "' can't be written exclusively: process "
                    + other.pid()
                    + " has it open for writing");
      }
    }
  }
}
