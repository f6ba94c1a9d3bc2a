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
                  + "': process "
                  + channel.busyHolder()
                  + " holds the pipe's lock and does not let go, perhaps it is stopped: let it go"
                  + " on, or end it");
      case Outcome.ALERTED -> throw new InterruptedIOException("interrupted in " + operation);
      default -> outcome;
    };
  }
}
