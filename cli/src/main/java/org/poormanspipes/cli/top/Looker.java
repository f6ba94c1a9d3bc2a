package org.poormanspipes.cli.top;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.driver.Attributes;

/// Looks at a device now and then, in a thread of its own: a device on a server may take its time,
/// and keys are answered meanwhile.
///
/// A device of this machine is opened for each look, so that looking keeps nobody from removing it,
/// and one that was removed and made again is found. A connection to a server is kept until it
/// fails.
public final class Looker implements AutoCloseable {

  /// Opens the device.
  @FunctionalInterface
  public interface Opening {

    /// Opens it; it must exist.
    ///
    /// @return the device
    /// @throws IOException if it can't be had
    Device open() throws IOException;
  }

  private final Opening opening;
  private final Function<IOException, String> sentence;
  private @Nullable Device kept;

  // What the thread is told; guarded by this.
  private long intervalNanos;
  private boolean paused;
  private boolean ended;
  private boolean started;
  private boolean asked;
  private @Nullable String subject;

  /// Looks at a device.
  ///
  /// @param opening how to open it
  /// @param sentence what to tell a person of a failure
  /// @param interval from one look to the next
  public Looker(Opening opening, Function<IOException, String> sentence, Duration interval) {
    this.opening = opening;
    this.sentence = sentence;
    this.intervalNanos = interval.toNanos();
  }

  /// Looks once, in the calling thread.
  ///
  /// @return what there is, or why there is nothing
  public Look look() {
    String about;
    synchronized (this) {
      about = subject;
    }
    try {
      Device device = kept == null ? opening.open() : kept;
      kept = device.object().context().remote() ? device : null;
      try {
        return look(device, about);
      } finally {
        if (kept == null) {
          device.close();
        }
      }
    } catch (IOException failed) {
      forget();
      return Look.failed(System.nanoTime(), sentence.apply(failed));
    } catch (RuntimeException fault) {
      // Of a driver that may be anybody's: the view stays, and says so.
      forget();
      return Look.failed(System.nanoTime(), "the driver failed: " + fault);
    }
  }

  private static Look look(Device device, @Nullable String about) throws IOException {
    List<PipeFigures> pipes = new ArrayList<>();
    long now = System.nanoTime();
    device.object().list(pipe -> pipes.add(PipeFigures.of(pipe)));
    return new Look(now, pipes, about == null ? null : detail(device, about), null);
  }

  /// Null of a pipe that is gone meanwhile.
  private static Look.@Nullable Detail detail(Device device, String pipe) {
    try {
      Attributes described = device.stat(pipe);
      return new Look.Detail(described, device.handles(pipe));
    } catch (IOException gone) {
      return null;
    }
  }

  /// Lets go of what is kept.
  private void forget() {
    Device device = kept;
    kept = null;
    if (device != null) {
      try {
        device.close();
      } catch (IOException broken) {
        // It is being left because it failed.
      }
    }
  }

  /// Starts to look, again and again.
  ///
  /// @param seen is handed each look, in the looking thread
  void start(Consumer<Look> seen) {
    synchronized (this) {
      started = true;
    }
    about(null);
    Thread thread = new Thread(() -> run(seen), "pmp-top-look");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Consumer<Look> seen) {
    long due = System.nanoTime();
    while (awaits(due)) {
      due = System.nanoTime();
      seen.accept(look());
    }
    forget();
  }

  /// Sleeps until the interval is over or somebody asks.
  ///
  /// @param last when the last look was
  /// @return false once it should end
  private synchronized boolean awaits(long last) {
    try {
      while (!ended && !asked) {
        long left = last + intervalNanos - System.nanoTime();
        if (left <= 0 && !paused) {
          break;
        }
        wait(paused ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      }
    } catch (InterruptedException over) {
      return false;
    }
    asked = false;
    return !ended;
  }

  /// Looks less often, or more.
  ///
  /// @param interval from one look to the next
  synchronized void every(Duration interval) {
    intervalNanos = interval.toNanos();
    notifyAll();
  }

  /// Stops looking for a while, or goes on.
  ///
  /// @param still whether to stop
  synchronized void pause(boolean still) {
    paused = still;
    notifyAll();
  }

  /// Looks at once, and from now on at the handles of a pipe too.
  ///
  /// @param pipe its name, or null for none
  synchronized void about(@Nullable String pipe) {
    subject = pipe;
    asked = true;
    notifyAll();
  }

  /// The thread, if there is one, ends and lets go of what is kept: a look may be under way.
  @Override
  public synchronized void close() {
    ended = true;
    notifyAll();
    if (!started) {
      forget();
    }
  }
}
