package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Origins;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// The pipe that `pmp read` reads from.
final class Source implements AutoCloseable {

  private static final long PEEK_MILLIS = 20;

  private final Target target;
  private final ReadRequest request;
  private final Hints hints;
  private final Stdio io;
  private PipeChannel channel;

  Source(Target target, ReadRequest request, Hints hints, Stdio io) throws IOException {
    this.target = target;
    this.request = request;
    this.hints = hints;
    this.io = io;
    this.channel = open();
  }

  private PipeChannel open() throws IOException {
    return target.device().open(target.name(), Access.READ, request.creation());
  }

  boolean messages() {
    return channel.messages();
  }

  /// Reads what is there, or waits for it as long as was asked for.
  ///
  /// @return the number of bytes, or a negative [Outcome]
  int read(ByteBuffer target) throws IOException {
    hints.waits();
    int count = readOn(target, request.waiting().timeout());
    while (count == Outcome.END && request.extent() == ReadRequest.Extent.FOLLOW) {
      reopen();
      count = readOn(target, request.waiting().timeout());
    }
    hints.goesOn(Math.max(0, count));
    return count;
  }

  /// Reads what is there, without any wait.
  ///
  /// @return the number of bytes, or a negative [Outcome]
  int poll(ByteBuffer target) throws IOException {
    int count = readOn(target, Timeout.NOW);
    hints.goesOn(Math.max(0, count));
    return count;
  }

  /// Reads, and says on the way what was overwritten before it was read.
  private int readOn(ByteBuffer target, Timeout timeout) throws IOException {
    int count = channel.read(target, timeout);
    while (count == Outcome.LOST) {
      tellLoss();
      count = channel.read(target, timeout);
    }
    return count;
  }

  private void tellLoss() {
    io.warn(
        "pmp: lost "
            + channel.lost()
            + (channel.messages() ? " messages" : " bytes")
            + ": they were overwritten before they were read");
  }

  /// Looks at what is there, or waits for it as long as was asked for.
  ///
  /// @return the number of bytes, or a negative [Outcome]
  int peek(ByteBuffer target) throws IOException {
    long started = System.nanoTime();
    hints.waits();
    int count = channel.peek(target);
    if (count == Outcome.LOST) {
      // A read that finds a loss takes nothing, and goes on behind it.
      channel.read(target.duplicate(), Timeout.NOW);
      tellLoss();
      count = channel.peek(target);
    }
    while (count == Outcome.EMPTY && request.waiting().timeout().remaining(started) > 0) {
      Pause.millis(PEEK_MILLIS);
      count = channel.peek(target);
    }
    hints.goesOn(Math.max(0, count));
    return count;
  }

  /// Whether the pipe keeps where content was carried from.
  boolean hasOrigins() {
    FastPath path = channel.fileObject().fastPath();
    return path != null && path.origins() != null;
  }

  /// Where the message is from that was read last; null if it was not carried.
  @Nullable Origin origin() {
    FastPath path = channel.fileObject().fastPath();
    Origins origins = path == null ? null : path.origins();
    return origins == null ? null : origins.last();
  }

  /// How much is left of the message that was read last.
  long remainder() {
    return channel.remainder();
  }

  /// Starts anew after the end: to a new handle, what was before it has not been. The old one is
  /// closed afterwards, so that the pipe is open all the time.
  private void reopen() throws IOException {
    PipeChannel next = open();
    channel.close();
    channel = next;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
