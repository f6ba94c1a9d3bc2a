package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.time.Timeout;

/// One READ: bytes of a stream, or one message, or what is left of one.
final class ReadTransfer extends Transfer {
  /// Copied in some ten microseconds.
  private static final int SHORT = 1 << 18;

  private final int size;
  private final boolean waits;
  private final boolean continues;

  /// @param waits whether the client may wait: O_NONBLOCK is not set at the moment
  /// @param continues whether it is a later piece of a read that the kernel has split
  ReadTransfer(
      Server server,
      OpenFile file,
      FastPath path,
      long unique,
      int size,
      boolean waits,
      boolean continues) {
    super(server, file, path, unique);
    this.size = size;
    this.waits = waits;
    this.continues = continues;
  }

  @Override
  long attempt(Reply reply) throws IOException {
    long before = file().takeBack(reply, size);
    if (before > 0) {
      return before;
    }
    while (true) {
      if (continues && path().messages() && path().remainder() == 0) {
        // The message ended with the piece before.
        return 0;
      }
      long read = path().read(reply.memory(), reply.bodyAt(), size, Timeout.NOW);
      if (read > 0) {
        reply.bodyWritten(read);
        return read;
      }
      switch ((int) read) {
        case 0 -> file().skipped().incrementAndGet();
        case Outcome.LOST -> file().lost().addAndGet(path().lost());
        case Outcome.END -> {
          return 0;
        }
        case Outcome.ALERTED -> {
          return -Errno.EINTR;
        }
        default -> {
          return nothing(read == Outcome.BUSY);
        }
      }
    }
  }

  private long nothing(boolean busy) {
    if (continues) {
      // The client has its first piece; to wait for a second would keep it from it.
      return 0;
    }
    if (!waits) {
      return -Errno.EAGAIN;
    }
    return busy ? WAIT_BRIEFLY : WAIT;
  }

  @Override
  Watch watch(long nanos, Runnable look) throws IOException {
    return path().watchData(nanos, look);
  }

  /// Reading takes no lock of the pipe's.
  @Override
  boolean isShort() {
    return size <= SHORT;
  }

  @Override
  ReentrantLock order() {
    return file().reading();
  }

  @Override
  void ended() {}

  @Override
  long moved() {
    return 0;
  }

  /// The attempt has filled it.
  @Override
  void fill(Reply reply, long moved) {}

  @Override
  void keep() {}

  @Override
  void doneTooLate(Reply reply, long moved) {
    file().putBack(reply.memory().asSlice(reply.bodyAt(), moved).toArray(ValueLayout.JAVA_BYTE));
  }
}
