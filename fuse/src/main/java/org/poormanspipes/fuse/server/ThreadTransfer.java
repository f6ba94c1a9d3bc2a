package org.poormanspipes.fuse.server;

import java.nio.ByteBuffer;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.time.Timeout;

/// A READ or WRITE of a driver that can only be called and waited for: in a virtual thread of its
/// own. To be interrupted is to interrupt that; a driver that does not listen keeps its thread, and
/// the client goes.
final class ThreadTransfer implements Pending.Waiting, Runnable {
  private final Server server;
  private final OpenFile file;
  private final long unique;
  private final boolean writes;
  private final ByteBuffer buffer;
  private final Timeout timeout;
  private final Thread thread = Thread.ofVirtual().name("pmp-mount-call").unstarted(this);
  private boolean answered;

  ThreadTransfer(
      Server server, OpenFile file, long unique, boolean writes, ByteBuffer buffer, boolean waits) {
    this.server = server;
    this.file = file;
    this.unique = unique;
    this.writes = writes;
    this.buffer = buffer;
    this.timeout = waits ? Timeout.FOREVER : Timeout.NOW;
  }

  void start() {
    server.pending().add(unique, this);
    thread.start();
  }

  @Override
  public void run() {
    long result;
    try {
      int moved = writes ? file.file().write(buffer, timeout) : file.file().read(buffer, timeout);
      result = moved >= 0 ? moved : outcome(moved);
    } catch (Exception | Error failed) {
      result = -server.errno(file, failed);
    }
    answer(result);
  }

  private long outcome(int outcome) {
    return switch (outcome) {
      case Outcome.END -> 0;
      case Outcome.ALERTED -> -Errno.EINTR;
      case Outcome.FULL -> timeout.isNow() ? -Errno.EAGAIN : -Errno.ENOSPC;
      case Outcome.BUSY -> -Errno.EBUSY;
      default -> -Errno.EAGAIN;
    };
  }

  @Override
  public void end(int errno) {
    answer(-errno);
    thread.interrupt();
  }

  /// On a thread that has a reply of its own already: one costs a mebibyte.
  private void answer(long result) {
    synchronized (this) {
      if (answered) {
        return;
      }
      answered = true;
    }
    server.pending().remove(unique);
    server.sequencer().run(() -> send(result));
  }

  private void send(long result) {
    if (result < 0) {
      server.channel().answer(unique, (int) -result);
      return;
    }
    Reply reply = server.channel().reply();
    if (writes) {
      reply.int32((int) result).int32(0);
    } else {
      byte[] bytes = new byte[(int) result];
      buffer.flip().get(bytes);
      reply.bytes(bytes);
    }
    server.channel().answer(unique, reply);
  }
}
