package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// The pipe that `pmp read` reads from.
final class Source implements AutoCloseable {

  private static final long PEEK_MILLIS = 20;

  private final Device device;
  private final ReadRequest request;
  private final Hints hints;
  private PipeChannel channel;

  Source(Device device, ReadRequest request, Hints hints) throws IOException {
    this.device = device;
    this.request = request;
    this.hints = hints;
    this.channel = open();
  }

  private PipeChannel open() throws IOException {
    return device.open(request.name(), Access.READ, request.creation());
  }

  boolean messages() {
    return channel.messages();
  }

  Attributes stat() throws IOException {
    return channel.stat();
  }

  /// Reads what is there, or waits for it as long as was asked for.
  ///
  /// @return the number of bytes, or a negative [Outcome]
  int read(ByteBuffer target) throws IOException {
    hints.waits();
    int count = channel.read(target, request.waiting().timeout());
    while (count == Outcome.END && request.extent() == ReadRequest.Extent.FOLLOW) {
      reopen();
      count = channel.read(target, request.waiting().timeout());
    }
    hints.goesOn(Math.max(0, count));
    return count;
  }

  /// Reads what is there, without any wait.
  ///
  /// @return the number of bytes, or a negative [Outcome]
  int poll(ByteBuffer target) throws IOException {
    int count = channel.read(target, Timeout.NOW);
    hints.goesOn(Math.max(0, count));
    return count;
  }

  /// Looks at what is there, or waits for it as long as was asked for.
  ///
  /// @return the number of bytes, or a negative [Outcome]
  int peek(ByteBuffer target) throws IOException {
    long started = System.nanoTime();
    hints.waits();
    int count = channel.peek(target);
    while (count == Outcome.EMPTY && request.waiting().timeout().remaining(started) > 0) {
      Pause.millis(PEEK_MILLIS);
      count = channel.peek(target);
    }
    hints.goesOn(Math.max(0, count));
    return count;
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
