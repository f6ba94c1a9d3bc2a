package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Preview;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.time.Timeout;

/// The operations of a handle that came through a mount: each looks at its permit first. A wait in
/// one of them goes on when the permit is withdrawn; a mount waits by watches, and asks again.
final class PermittedPath implements FastPath {

  private final HandleContext handle;
  private final Permit permit;

  PermittedPath(HandleContext handle, Permit permit) {
    this.handle = handle;
    this.permit = permit;
  }

  /// An operation that returns a number.
  @FunctionalInterface
  private interface Operation {
    long run() throws IOException;
  }

  /// The reference keeps the memory: the file may be closed at any time.
  private long permitted(Operation operation) throws IOException {
    if (!handle.file().reference()) {
      throw new ClosedChannelException();
    }
    try {
      permit.check();
      return operation.run();
    } finally {
      handle.file().dereference();
    }
  }

  @Override
  public long read(MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    return permitted(() -> handle.read(target, offset, length, timeout));
  }

  @Override
  public long write(MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    return permitted(() -> handle.write(source, offset, length, timeout));
  }

  @Override
  public long writeInTurn(MemorySegment source, long offset, long length) throws IOException {
    return permitted(() -> handle.writeInTurn(source, offset, length));
  }

  @Override
  public void leaveTurn() {
    handle.leaveTurn();
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) throws IOException {
    return permitted(() -> handle.peek(target, offset, length));
  }

  @Override
  public long preview(Preview into, int limit, long size) throws IOException {
    return permitted(() -> handle.preview(into, limit, size));
  }

  @Override
  public void pass(Preview seen) throws IOException {
    permitted(() -> {
      handle.pass(seen);
      return 0;
    });
  }

  @Override
  public boolean hasRoom(long length) throws IOException {
    return permitted(() -> handle.hasRoom(length) ? 1 : 0) != 0;
  }

  @Override
  public long poll(SliceHandler handler, int limit) throws IOException {
    return permitted(() -> handle.poll(handler, limit));
  }

  @Override
  public long write(MessageBatch batch, Timeout timeout) throws IOException {
    return permitted(() -> handle.write(batch, timeout));
  }

  @Override
  public WriteClaim newClaim() throws IOException {
    permitted(() -> 0);
    return handle.newClaim();
  }

  @Override
  public long remainder() {
    return handle.remainder();
  }

  @Override
  public long lost() {
    return handle.lost();
  }

  @Override
  public boolean messages() {
    return handle.messages();
  }

  @Override
  public boolean waitsForRoom() {
    return handle.waitsForRoom();
  }

  @Override
  public int busyHolder() {
    return handle.busyHolder();
  }

  @Override
  public Watch watchData(long nanos, Runnable look) throws IOException {
    return handle.watchData(nanos, look);
  }

  @Override
  public Watch watchRoom(long nanos, Runnable look) throws IOException {
    return handle.watchRoom(nanos, look);
  }
}
