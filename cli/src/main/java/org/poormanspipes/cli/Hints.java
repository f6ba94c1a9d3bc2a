package org.poormanspipes.cli;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;

/// Tells a person at a terminal why nothing happens, or how fast it does, once it takes more than
/// two seconds. Where standard error is no terminal, it does nothing at all.
///
/// One thread moves data and says so; a thread of this class looks and prints.
final class Hints implements AutoCloseable {

  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long LOOK_MILLIS = 500;
  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final int ERROR = 2;

  /// What the waiting thread wants of the pipe.
  enum Wish {
    DATA,
    ROOM
  }

  private final Device device;
  private final String pipe;
  private final Wish wish;
  private final Stdio io;
  private final @Nullable Thread watcher;
  private final @Nullable Progress progress;

  private final AtomicLong moved = new AtomicLong();
  private volatile long waitingSince;
  private volatile boolean closed;

  private Hints(Device device, String pipe, Wish wish, Stdio io, int data) {
    this.device = device;
    this.pipe = pipe;
    this.wish = wish;
    this.io = io;
    boolean watched = io.isTerminal(ERROR);
    progress = watched && !io.isTerminal(data) ? new Progress(io) : null;
    watcher = watched ? new Thread(this::watch, "pmp-hints") : null;
  }

  /// Starts to look.
  ///
  /// @param data the descriptor over which the data come or go; no figures are shown if it is the
  ///     terminal too
  static Hints start(Device device, String pipe, Wish wish, Stdio io, int data) {
    Hints hints = new Hints(device, pipe, wish, io, data);
    if (hints.watcher != null) {
      hints.watcher.setDaemon(true);
      hints.watcher.start();
    }
    return hints;
  }

  /// A call that may wait begins.
  void waits() {
    if (watcher != null) {
      waitingSince = System.nanoTime() | 1;
    }
  }

  /// The call is over.
  ///
  /// @param bytes how much it moved
  void goesOn(long bytes) {
    if (watcher != null) {
      waitingSince = 0;
      moved.lazySet(moved.get() + bytes);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (watcher != null) {
      watcher.interrupt();
    }
    if (progress != null) {
      progress.end(moved.get());
    }
  }

  private void watch() {
    String told = "";
    long reported = System.nanoTime() + PATIENCE_NANOS - REPORT_NANOS;
    while (!closed) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException over) {
        return;
      }
      long now = System.nanoTime();
      told = tell(told, now);
      if (progress != null && now - reported >= REPORT_NANOS) {
        progress.show(moved.get());
        reported = now;
      }
    }
  }

  /// Says why the call waits, unless that was the last thing said.
  private String tell(String told, long now) {
    long since = waitingSince;
    if (since == 0 || now - since < PATIENCE_NANOS) {
      return since == 0 ? "" : told;
    }
    String reason;
    try {
      reason = reason(pipe, wish, device.stat(pipe));
    } catch (IOException unknown) {
      return told;
    }
    if (!reason.equals(told) && waitingSince == since) {
      if (progress != null) {
        progress.clear();
      }
      io.warn("waiting: " + reason);
    }
    return reason;
  }

  /// Why a call waits, as far as the pipe's description tells.
  static String reason(String pipe, Wish wish, Attributes stat) {
    boolean data = wish == Wish.DATA;
    long peers = stat.number(data ? "writers" : "readers");
    String verb = data ? "write" : "read";
    String who =
        peers == 0
            ? "nobody " + verb + "s"
            : peers == 1
                ? "one process has it open to " + verb
                : peers + " have it open to " + verb;
    return "'" + PipeName.printable(pipe) + "' is " + (data ? "empty" : "full") + ", " + who;
  }
}
