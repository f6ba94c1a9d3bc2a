package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.time.Timeout;

/// One WRITE: all of it where the pipe waits for room and the client may, else what fits.
final class WriteTransfer extends Transfer {
  private final long length;
  private final boolean waits;
  private MemorySegment source;

  /// By whoever tries, one at a time; read by others.
  private volatile long done;

  /// @param source the bytes; the memory serves other requests once this is parked
  /// @param waits whether the client may wait: O_NONBLOCK is not set at the moment
  WriteTransfer(
      Server server,
      OpenFile file,
      FastPath path,
      long unique,
      MemorySegment source,
      boolean waits) {
    super(server, file, path, unique);
    this.source = source;
    this.length = source.byteSize();
    this.waits = waits;
  }

  @Override
  long attempt(Reply reply) throws IOException {
    long before = done;
    long taken =
        waits
            ? path().writeInTurn(source, before, length - before)
            : path().write(source, before, length - before, Timeout.NOW);
    long now = before + Math.max(0, taken);
    done = now;
    if (now == length) {
      return now;
    }
    if (taken == Outcome.ALERTED) {
      return now > 0 ? now : -Errno.EINTR;
    }
    boolean mayWait = waits && path().waitsForRoom();
    if (mayWait) {
      return taken == Outcome.BUSY ? WAIT_BRIEFLY : WAIT;
    }
    file().wants(length - now);
    if (now > 0) {
      return now;
    }
    if (!waits) {
      return -Errno.EAGAIN;
    }
    return taken == Outcome.BUSY ? -Errno.EBUSY : -Errno.ENOSPC;
  }

  @Override
  Watch watch(long nanos, Runnable look) throws IOException {
    return path().watchRoom(nanos, look);
  }

  @Override
  boolean isShort() {
    return false;
  }

  @Override
  ReentrantLock order() {
    return file().writing();
  }

  @Override
  void ended() {
    path().leaveTurn();
  }

  @Override
  long moved() {
    return done;
  }

  /// A `struct fuse_write_out`.
  @Override
  void fill(Reply reply, long moved) {
    reply.clear().int32((int) moved).int32(0);
  }

  @Override
  void keep() {
    source = MemorySegment.ofArray(source.toArray(ValueLayout.JAVA_BYTE));
  }

  /// It is written all the same.
  @Override
  void doneTooLate(Reply reply, long moved) {}
}
