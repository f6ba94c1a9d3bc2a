package org.poormanspipes.logback;

import ch.qos.logback.core.spi.ContextAware;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Writes records without ever waiting. Whoever logs opens and closes nothing: a connection that
/// broke is left to a thread of its own, and until there is another, records are counted and left
/// out. Any number of threads may write.
///
/// ```
///   open ──fails──▶ none ──after a second, by the next record──▶ opened in the background
///     └──▶ connection ──deleted, damaged──▶ none
///              └──lock held by a stopped process──▶ left alone for a second
/// ```
final class Recorder {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DeviceOptions device;
  private final String pipe;
  private final PipeOptions options;
  private final ContextAware status;
  private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
  private final AtomicReference<@Nullable Connection> broken = new AtomicReference<>();
  private final AtomicBoolean opening = new AtomicBoolean();
  private final LongAdder missing = new LongAdder();

  /// What was told already, until the next success.
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// Nothing is tried before this time.
  private volatile long nextTry = System.nanoTime();

  private volatile boolean closed;

  Recorder(DeviceOptions device, String pipe, PipeOptions options, ContextAware status) {
    this.device = device;
    this.pipe = pipe;
    this.options = options;
    this.status = status;
  }

  long missing() {
    return missing.sum();
  }

  /// Opens the pipe, or notes that it has to be tried again.
  void open() {
    try {
      connection.set(Connection.open(device, pipe, options));
      if (told.remove("open")) {
        status.addInfo("the pipe '" + pipe + "' is open again; " + missing() + " events are out");
      }
      told.clear();
    } catch (IOException | RuntimeException failed) {
      pause();
      tell("open", "the pipe '" + pipe + "' can't be opened, and is tried again", failed);
    }
    if (closed) {
      close();
    }
  }

  void write(byte[] bytes) {
    Connection present = connection.get();
    if (present == null) {
      missing.increment();
      openLater();
    } else if (System.nanoTime() - nextTry < 0) {
      missing.increment();
    } else {
      write(present, bytes);
    }
  }

  private void write(Connection present, byte[] bytes) {
    try {
      int taken = present.channel().write(ByteBuffer.wrap(bytes), Timeout.NOW);
      if (taken == Outcome.ALERTED) {
        taken = writeUninterrupted(present, bytes);
      }
      if (taken != bytes.length) {
        missing.increment();
        explain(taken, present);
      }
    } catch (DeviceException refused) {
      missing.increment();
      if (refused.kind() == Kind.TOO_LARGE) {
        tell("large", "an event is left out", refused);
      } else {
        drop(present, refused);
      }
    } catch (IOException failed) {
      missing.increment();
      drop(present, failed);
    }
  }

  /// Somebody may log on the way out of an interrupted wait: that record is worth most.
  private static int writeUninterrupted(Connection present, byte[] bytes) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return present.channel().write(ByteBuffer.wrap(bytes), Timeout.NOW);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A lock that is not to be had costs its 50 ms once in a second, not for each record.
  private void explain(int taken, Connection present) {
    if (taken == Outcome.BUSY) {
      pause();
      int holder = present.channel().busyHolder();
      tell("busy", "the process " + holder + " holds '" + pipe + "' and is stopped", null);
    } else {
      tell("full", "the pipe '" + pipe + "' is full and does not overwrite", null);
    }
  }

  private void drop(Connection present, IOException reason) {
    if (!connection.compareAndSet(present, null)) {
      // By another thread; or it is closed, and nobody should log any more.
      return;
    }
    broken.set(present);
    if (!closed) {
      tell("open", "the pipe '" + pipe + "' is lost, and is opened again", reason);
    }
  }

  private void openLater() {
    if (closed || System.nanoTime() - nextTry < 0 || !opening.compareAndSet(false, true)) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("pmp-logback")
        .start(() -> {
          try {
            discard(broken.getAndSet(null));
            if (connection.get() == null) {
              open();
            }
          } finally {
            opening.set(false);
          }
        });
  }

  private void pause() {
    nextTry = System.nanoTime() + PAUSE_NANOS;
  }

  private void tell(String what, String sentence, @Nullable Exception reason) {
    if (told.add(what)) {
      status.addError(reason == null ? sentence : sentence + ": " + reason.getMessage());
    }
  }

  /// Writes no more. A connection that is being opened meanwhile is closed by who opens it.
  void close() {
    closed = true;
    discard(connection.getAndSet(null));
    discard(broken.getAndSet(null));
  }

  private void discard(@Nullable Connection over) {
    if (over == null) {
      return;
    }
    try {
      over.close();
    } catch (IOException failed) {
      status.addWarn("the pipe '" + pipe + "' was not closed well: " + failed.getMessage());
    }
  }
}
