package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Outcome;

/// The pipe that `pmp write` writes to, and the count of what it took.
final class Sink {

  private final PipeChannel channel;
  private final Waiting waiting;
  private final Hints hints;
  private long offered;
  private long taken;
  private int outcome;

  Sink(PipeChannel channel, Waiting waiting, Hints hints) {
    this.channel = channel;
    this.waiting = waiting;
    this.hints = hints;
  }

  boolean messages() {
    return channel.messages();
  }

  /// Writes a piece: all of it, or what the pipe takes in the time given.
  ///
  /// @param piece one message, or bytes of a stream
  /// @return whether all was taken; if not, [#shortfall] says what happened
  boolean put(ByteBuffer piece) throws IOException {
    offered += messages() ? 1 : piece.remaining();
    do {
      hints.waits();
      int count = channel.write(piece, waiting.timeout());
      hints.goesOn(Math.max(0, count));
      if (count < 0) {
        outcome = count;
        return false;
      }
      taken += messages() ? 1 : count;
      if (piece.hasRemaining() && (count == 0 || !waitsForRoom())) {
        outcome = Outcome.FULL;
        return false;
      }
    } while (piece.hasRemaining());
    return true;
  }

  /// The policy may change while the pipe is in use, so it is looked up whenever it matters.
  private boolean waitsForRoom() throws IOException {
    return "block".equals(channel.stat().text("when-full"));
  }

  /// Says what was not taken, and why.
  String shortfall() {
    String unit = messages() ? " messages" : " bytes";
    return "took " + taken + " of " + offered + unit + ": " + reason();
  }

  private String reason() {
    String pipe = "'" + PipeName.printable(channel.name()) + "'";
    return switch (outcome) {
      case Outcome.BUSY ->
          "process "
              + channel.busyHolder()
              + " holds the lock of "
              + pipe
              + " and does not let go, perhaps it is stopped";
      case Outcome.ALERTED -> "the wait for " + pipe + " was interrupted";
      default ->
          "the pipe "
              + pipe
              + " is full"
              + (waiting.text().isEmpty() ? "" : ", also after " + waiting.text());
    };
  }

  int code() {
    return outcome == Outcome.ALERTED ? ExitCode.INTERRUPTED : ExitCode.NOT_ALL;
  }
}
