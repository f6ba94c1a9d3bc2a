package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Preview;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.time.Timeout;

/// The operations of a handle, each with a class of its own.
abstract sealed class NatsPath implements FastPath permits NatsHandle {

  private NatsHandle handle() {
    return (NatsHandle) this;
  }

  @Override
  public final long read(MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    return ReadOperation.read(handle(), target, offset, length, timeout);
  }

  @Override
  public final long peek(MemorySegment target, long offset, long length) throws IOException {
    return ReadOperation.peek(handle(), target, offset, length);
  }

  @Override
  public final long preview(Preview into, int limit, long size) throws IOException {
    return PreviewOperation.preview(handle(), into, limit, size);
  }

  @Override
  public final void pass(Preview seen) throws IOException {
    PreviewOperation.pass(handle(), seen);
  }

  @Override
  public final long poll(SliceHandler handler, int limit) throws IOException {
    return PollOperation.poll(handle(), handler, limit);
  }

  @Override
  public final long write(MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    return WriteOperation.write(
        handle(), new WriteOperation.Piece(source, offset, length, null), timeout);
  }

  @Override
  public final long writeInTurn(MemorySegment source, long offset, long length) throws IOException {
    return WriteOperation.writeInTurn(
        handle(), new WriteOperation.Piece(source, offset, length, null));
  }

  @Override
  public final void leaveTurn() {
    // Writers stand in no line here.
  }

  @Override
  public final long write(MessageBatch batch, Timeout timeout) throws IOException {
    return WriteOperation.write(handle(), batch, null, timeout);
  }

  @Override
  public final boolean hasRoom(long length) throws IOException {
    return WriteOperation.hasRoom(handle(), length);
  }
}
