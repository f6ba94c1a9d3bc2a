package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Cuts a stream into messages of the same size, reading as much at once as it can.
final class Framer implements Inlet {
  private static final int LEAST = 64 << 10;

  /// Reads from a stream.
  interface Source extends AutoCloseable {
    /// Like a channel's read; 0 or less when there is nothing.
    int read(ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
  }

  private final Source source;
  private final int size;
  private final MemorySegment memory;
  private final ByteBuffer buffer;

  /// From a channel, which is closed with this.
  static Framer over(ReadableByteChannel channel, int size) {
    return new Framer(new FromChannel(channel), size);
  }

  private record FromChannel(ReadableByteChannel channel) implements Source {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  Framer(Source source, int size) {
    this.source = source;
    this.size = size;
    this.memory = Arena.global().allocate(Math.max(LEAST, size), 64);
    this.buffer = memory.asByteBuffer();
  }

  @Override
  public int receive(Checker checker) throws IOException {
    if (source.read(buffer) <= 0) {
      return 0;
    }
    int at = 0;
    int messages = 0;
    for (; buffer.position() - at >= size; at += size) {
      checker.onSlice(memory, at, size);
      messages++;
    }
    int left = buffer.position() - at;
    if (at > 0) {
      MemorySegment.copy(memory, at, memory, 0, left);
      buffer.position(left);
    }
    return messages;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
