package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Ours: a pipe that blocks when it is full, used in one of several ways.
///
/// @param writing how it is written
/// @param reading how it is read
/// @param exclusive whether the writer is the only one
/// @param delivery who gets what was written
record Pipes(Writing writing, Reading reading, boolean exclusive, Delivery delivery)
    implements Transport {

  /// How messages are written.
  enum Writing {
    /// One call for each.
    CALL,
    /// One claim and one commit for each.
    CLAIM,
    /// Several by one call.
    BATCH
  }

  /// How messages are read.
  enum Reading {
    /// As many as there are are handed to a handler.
    POLL,
    /// One call for each, which copies it.
    CALL,
    /// The same; it waits, and so do writes.
    WAIT,
    /// As bytes: each call copies what there is.
    BYTES
  }

  private Timeout timeout() {
    return reading == Reading.WAIT ? Timeout.FOREVER : Timeout.NOW;
  }

  private PipeChannel open(Link link, Access access) throws IOException {
    PipeOptions options =
        PipeOptions.builder()
            .type(reading == Reading.BYTES ? PipeType.BYTE : PipeType.MESSAGE)
            .delivery(delivery)
            .capacity(link.capacity())
            .exclusiveWriter(exclusive && access == Access.WRITE)
            .build();
    try (Device device =
        Device.open(DeviceOptions.builder().root(link.directory()).device("bench").build())) {
      return device.open(link.name(), access, options);
    }
  }

  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    PipeChannel channel = open(link, Access.WRITE);
    return switch (writing) {
      case CALL -> new PipeOutlets.Call(channel, message.segment(), timeout());
      case CLAIM -> new PipeOutlets.Claim(channel, message.segment());
      case BATCH -> new PipeOutlets.Batch(channel, message.segment());
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    PipeChannel channel = open(link, Access.READ);
    return switch (reading) {
      case POLL -> new Polling(channel);
      case CALL, WAIT -> new Calling(channel, link.size(), timeout());
      case BYTES -> new Framer(new Bytes(channel), link.size());
    };
  }

  /// A result that says there is nothing is 0; one that must not be is an error.
  private static long settled(long result) throws IOException {
    if (result >= 0 || result == Outcome.EMPTY) {
      return Math.max(0, result);
    }
    throw new IOException("reading ended with " + Outcome.describe(result));
  }

  private record Polling(PipeChannel channel) implements Inlet {
    @Override
    public int receive(Checker checker) throws IOException {
      return (int) settled(channel.poll(checker, LIMIT));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class Calling implements Inlet {
    private final PipeChannel channel;
    private final MemorySegment target;
    private final Timeout timeout;

    Calling(PipeChannel channel, int size, Timeout timeout) {
      this.channel = channel;
      this.target = Arena.global().allocate(size, 64);
      this.timeout = timeout;
    }

    @Override
    public int receive(Checker checker) throws IOException {
      long length = settled(channel.read(target, timeout));
      if (length == 0) {
        return 0;
      }
      checker.onSlice(target, 0, length);
      return 1;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record Bytes(PipeChannel channel) implements Framer.Source {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return (int) settled(channel.read(target, Timeout.NOW));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
