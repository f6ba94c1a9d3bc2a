package org.poormanspipes.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.driver.OneLine;

/// The device as it was at most about a second ago. One thread looks, once for all who ask, and not
/// at all while nobody does. A device that fails is opened again at the next look.
final class Snapshots implements AutoCloseable {

  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
  private static final long PATIENCE_SECONDS = 5;

  private final DeviceOpener opener;
  private final ExecutorService looker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pmp-web").factory());
  private @Nullable Device device;
  private @Nullable Future<Snapshot> look;
  private long began;

  /// Over a device that is open, so that there is one.
  Snapshots(Device device, DeviceOpener opener) {
    this.device = device;
    this.opener = opener;
  }

  /// The device now, or a moment ago.
  ///
  /// @throws IOException if it can't be read, with a sentence for a person
  Snapshot current() throws IOException {
    try {
      return begun().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new IOException(
          "the device has not answered for " + PATIENCE_SECONDS + " seconds", slow);
    } catch (ExecutionException failed) {
      throw new IOException(sentence(failed.getCause()), failed);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// A look that is fresh, or has not ended: who asks next waits for the same.
  private synchronized Future<Snapshot> begun() {
    Future<Snapshot> last = look;
    long now = System.nanoTime();
    if (last == null || (last.isDone() && now - began >= FRESH_NANOS)) {
      last = looker.submit(this::take);
      look = last;
      began = now;
    }
    return last;
  }

  /// On the looker's thread alone.
  private Snapshot take() throws IOException {
    Device open = device;
    if (open == null) {
      open = opener.open();
      device = open;
    }
    try {
      return Snapshot.of(open);
    } catch (IOException | RuntimeException failed) {
      device = null;
      try {
        open.close();
      } catch (IOException alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      throw failed;
    }
  }

  private static String sentence(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return OneLine.of(message == null || message.isBlank() ? String.valueOf(failure) : message);
  }

  @Override
  public void close() throws IOException {
    looker.shutdownNow();
    Device open = device;
    if (open != null) {
      open.close();
    }
  }
}
