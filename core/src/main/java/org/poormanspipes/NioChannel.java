package org.poormanspipes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;

/// What a pipe's channel is to code that knows Java's own interfaces: several buffers at once, and
/// streams.
abstract sealed class NioChannel implements ByteChannel, GatheringByteChannel, ScatteringByteChannel
    permits PipeChannel {

  @Override
  public long read(ByteBuffer[] targets) throws IOException {
    return read(targets, 0, targets.length);
  }

  /// Reads one piece into several buffers: one message, or what is there of a stream.
  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return Vectors.read((PipeChannel) this, targets, offset, length);
  }

  @Override
  public long write(ByteBuffer[] sources) throws IOException {
    return write(sources, 0, sources.length);
  }

  /// Writes several buffers in one piece: one message, or one write to a stream.
  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return Vectors.write((PipeChannel) this, sources, offset, length);
  }

  /// This handle as a stream; the end of the pipe is the end of the stream. Closing it closes the
  /// channel.
  ///
  /// @return an input stream
  public InputStream inputStream() {
    return new PipeInputStream((PipeChannel) this);
  }

  /// This handle as a stream; each write is one write to the pipe, so a message pipe takes it as
  /// one message. A pipe that never waits and has no room ends the write with an exception that
  /// says how much was taken. Closing it closes the channel.
  ///
  /// @return an output stream
  public OutputStream outputStream() {
    return new PipeOutputStream((PipeChannel) this);
  }
}
