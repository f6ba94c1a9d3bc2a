package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.fuse.wire.Reply;

/// A READ or WRITE of a file whose driver can be asked without waiting. It is tried at once; if it
/// has to wait, it is parked: no thread has it until the driver tells that it may go on, or the
/// kernel that the client was interrupted.
///
/// ```
///   tried ──done──────────────────────────▶ answered
///     └─must wait──▶ parked ──driver──▶ tried again
///                      └────interrupt─────▶ answered
/// ```
abstract class Transfer implements Pending.Waiting {
  /// It has to wait.
  static final long WAIT = Long.MIN_VALUE;

  /// It has to wait for somebody who has a lock and tells nobody when it is free.
  static final long WAIT_BRIEFLY = WAIT + 1;

  private static final long BRIEFLY_NANOS = 10_000_000;

  private final Server server;
  private final OpenFile file;
  private final FastPath path;
  private final long unique;

  /// Held while it is tried.
  private final ReentrantLock turn = new ReentrantLock();

  private final AtomicBoolean answered = new AtomicBoolean();
  private @Nullable Watch watch;
  private boolean kept;

  Transfer(Server server, OpenFile file, FastPath path, long unique) {
    this.server = server;
    this.file = file;
    this.path = path;
    this.unique = unique;
  }

  final OpenFile file() {
    return file;
  }

  final FastPath path() {
    return path;
  }

  /// Tries, without waiting.
  ///
  /// @return how many bytes were moved, a negative error number, [#WAIT] or [#WAIT_BRIEFLY]
  abstract long attempt(Reply reply) throws IOException;

  /// Asks to be told when it may go on.
  abstract Watch watch(long nanos, Runnable look) throws IOException;

  /// Whether the driver's own thread can do it, which others wait for too.
  abstract boolean isShort();

  /// Of requests of the same kind to one open file, where the device is on another machine.
  abstract ReentrantLock order();

  /// It waits no more.
  abstract void ended();

  /// How many bytes were moved by earlier attempts.
  abstract long moved();

  /// Fills the reply of a success.
  abstract void fill(Reply reply, long moved);

  /// It will wait, and the memory of the request be used for the next.
  abstract void keep();

  /// It was done, as the reply tells, when its client was told already that it was interrupted.
  abstract void doneTooLate(Reply reply, long moved);

  /// Tries for the first time. From now on it can be interrupted: by another worker, if this takes
  /// long.
  final void begin() {
    server.pending().add(unique, this);
    if (server.remote()) {
      keepOnce();
      server.sequencer().run(this::advance);
    } else {
      advance();
    }
  }

  private void keepOnce() {
    if (!kept) {
      keep();
      kept = true;
    }
  }

  /// Goes on as far as it can.
  final void advance() {
    turn.lock();
    try {
      if (server.remote()) {
        tryInOrder();
      } else {
        tryOnce();
      }
    } finally {
      turn.unlock();
    }
  }

  /// What an abandoned read still gets comes before what the next one reads.
  private void tryInOrder() {
    ReentrantLock order = order();
    order.lock();
    try {
      tryOnce();
    } finally {
      order.unlock();
    }
  }

  private void tryOnce() {
    if (answered.get()) {
      return;
    }
    cancelWatch();
    try {
      long result = attempt(server.channel().reply());
      if ((result == WAIT || result == WAIT_BRIEFLY) && !answered.get()) {
        result = park(result == WAIT ? Long.MAX_VALUE : BRIEFLY_NANOS);
      }
      if (result != WAIT && result != WAIT_BRIEFLY) {
        answer(result);
      }
    } catch (IOException | RuntimeException | Error failed) {
      answer(moved() > 0 ? moved() : -server.errno(file, failed));
    }
    if (answered.get()) {
      // Perhaps while this was parked.
      cancelWatch();
    }
  }

  /// What happened before the watch is not told, hence a second attempt.
  private long park(long nanos) throws IOException {
    keepOnce();
    boolean here = isShort() && !server.remote();
    watch = watch(nanos, here ? this::advance : () -> server.sequencer().run(this::advance));
    return attempt(server.channel().reply());
  }

  /// Interrupted, or the mount ends.
  @Override
  public final void end(int errno) {
    if (!server.remote()) {
      turn.lock();
      endInTurn(errno);
    } else if (turn.tryLock()) {
      endInTurn(errno);
    } else {
      server.sequencer().later(() -> abandon(errno));
    }
  }

  private void endInTurn(int errno) {
    try {
      answer(moved() > 0 ? moved() : -errno);
    } finally {
      turn.unlock();
    }
  }

  /// The other machine still has not answered, and the client waits no longer.
  private void abandon(int errno) {
    if (turn.tryLock()) {
      // It has answered meanwhile: that there is nothing yet, or room for no more.
      endInTurn(errno);
    } else if (answered.compareAndSet(false, true)) {
      // What earlier attempts moved is certain, and what this one moves is not.
      server.pending().remove(unique);
      tell(moved() > 0 ? moved() : -errno);
    }
  }

  private void tell(long result) {
    if (result < 0) {
      server.channel().answer(unique, (int) -result);
      return;
    }
    Reply reply = server.channel().current();
    fill(reply, result);
    server.channel().answer(unique, reply);
  }

  private void cancelWatch() {
    Watch ended = watch;
    watch = null;
    if (ended != null) {
      ended.cancel();
    }
  }

  private void answer(long result) {
    cancelWatch();
    if (!answered.compareAndSet(false, true)) {
      if (result > 0) {
        doneTooLate(server.channel().current(), result);
      }
      return;
    }
    if (kept) {
      ended();
    }
    server.pending().remove(unique);
    tell(result);
  }
}
