package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.stop.Content.Seen;
import org.poormanspipes.stop.Party.Got;

/// Reads all there is.
final class Reading {
  private static final long LONG = 15_000;

  private Reading() {}

  /// Reads until nothing is there.
  static Seen all(Party party, String handle, Pipe pipe) throws Exception {
    return read(party, handle, pipe, 0, Outcome.EMPTY, Outcome.END);
  }

  /// Reads and waits until the stream ends.
  static Seen toTheEnd(Party party, String handle, Pipe pipe) throws Exception {
    return read(party, handle, pipe, LONG, Outcome.END, Outcome.END);
  }

  private static Seen read(
      Party party, String handle, Pipe pipe, long millis, int end, int otherEnd) throws Exception {
    List<byte[]> pieces = new ArrayList<>();
    long lost = pipe.broadcast() && pipe.overwrites() ? 0 : -1;
    while (true) {
      Got got = party.read(handle, Content.LENGTH, millis);
      if (got.outcome() >= 0) {
        pieces.add(got.data());
      } else if (got.outcome() == Outcome.LOST && lost >= 0) {
        lost += party.lost(handle);
      } else if (got.outcome() == end || got.outcome() == otherEnd) {
        return new Seen(pieces, lost);
      } else {
        throw new AssertionError(
            "a read ended by "
                + Outcome.describe(got.outcome())
                + " after "
                + new Seen(pieces, lost));
      }
    }
  }
}
