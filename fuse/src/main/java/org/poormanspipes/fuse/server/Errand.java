package org.poormanspipes.fuse.server;

import java.util.concurrent.atomic.AtomicReference;

/// A request for a device on another machine. Its client need not wait until that machine is there:
/// if he is interrupted he is answered, at once or, if the request is being done, after a moment in
/// which that may end. What comes of it later reaches nobody.
///
/// ```
///   WAITING ──run──▶ RUNNING ──done──▶ OVER
///      └────────interrupt─┴──────────▶ OVER, answered with an error
/// ```
final class Errand implements Pending.Waiting, Runnable {
  private enum State {
    WAITING,
    RUNNING,
    OVER
  }

  private final Server server;
  private final long unique;
  private final Runnable work;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /// @param work answers the request, whatever comes
  Errand(Server server, long unique, Runnable work) {
    this.server = server;
    this.unique = unique;
    this.work = work;
  }

  /// From now on it can be interrupted.
  Errand added() {
    server.pending().add(unique, this);
    return this;
  }

  @Override
  public void run() {
    if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
      return;
    }
    try {
      work.run();
    } finally {
      state.set(State.OVER);
      server.pending().remove(unique);
    }
  }

  @Override
  public void end(int errno) {
    if (!endIf(State.WAITING, errno)) {
      server.sequencer().later(() -> endIf(State.RUNNING, errno));
    }
  }

  private boolean endIf(State expected, int errno) {
    boolean ended = state.compareAndSet(expected, State.OVER);
    if (ended) {
      server.pending().remove(unique);
      server.channel().answer(unique, errno);
    }
    return ended;
  }
}
