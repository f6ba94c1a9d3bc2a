package org.poormanspipes;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;

/// What a call without a timeout returns or throws for an outcome.
final class Settlement {

  private Settlement() {}

  static int of(int outcome, String operation, PipeChannel channel) throws IOException {
    return switch (outcome) {
      case Outcome.EMPTY, Outcome.FULL -> 0;
      case Outcome.BUSY ->
          throw new DeviceException(
              DeviceException.Kind.BUSY,
              "could not "
                  + operation
                  + " '"
                  + channel.name()
                  + "': the holder of the pipe's lock does not let go, perhaps it is stopped; see"
                  + " the pipe's handles");
      case Outcome.ALERTED -> throw new InterruptedIOException("interrupted in " + operation);
      default -> outcome;
    };
  }
}
