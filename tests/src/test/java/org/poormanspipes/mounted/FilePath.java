package org.poormanspipes.mounted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.AsynchronousCloseException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.time.Timeout;

/// Reading and writing a file: O_NONBLOCK, and epoll(7) for what has to wait.
final class FilePath implements FastPath {
  private final FileHandle file;

  /// Of a broadcast alone: a read and the question what it lost belong together. What a read
  /// returned that had lost something is kept, for the loss is told first.
  private final ReentrantLock reading = new ReentrantLock();

  private byte[] kept = {};

  /// What was lost before [#kept] and not told yet.
  private long untold;

  private long lostBefore;
  private volatile long lost;

  FilePath(FileHandle file) {
    this.file = file;
  }

  @Override
  public long read(MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    file.require(file.access().reads(), "reading");
    long started = System.nanoTime();
    while (true) {
      long read = readNow(target, offset, length);
      if (read != Outcome.EMPTY || timeout.isNow()) {
        return read;
      }
      long left = timeout.remaining(started);
      if (left <= 0) {
        return Outcome.EMPTY;
      }
      if (!await(Poller.READABLE, left)) {
        return Outcome.ALERTED;
      }
    }
  }

  private long readNow(MemorySegment target, long offset, long length) throws IOException {
    if (!file.broadcast()) {
      return file.read(target, offset, length);
    }
    reading.lock();
    try {
      if (kept.length == 0) {
        long read = file.read(target, offset, length);
        if (read <= 0 || !sawLoss()) {
          return read;
        }
        keep(target, offset, read);
      }
      if (untold > 0) {
        lost = untold;
        untold = 0;
        return Outcome.LOST;
      }
      return takeKept(target, offset, length);
    } finally {
      reading.unlock();
    }
  }

  private boolean sawLoss() throws IOException {
    long all = file.lost();
    untold = all - lostBefore;
    lostBefore = all;
    return untold > 0;
  }

  private void keep(MemorySegment target, long offset, long read) {
    kept = target.asSlice(offset, read).toArray(ValueLayout.JAVA_BYTE);
  }

  private long takeKept(MemorySegment target, long offset, long length) throws IOException {
    int taken = (int) Math.min(length, kept.length);
    MemorySegment.copy(MemorySegment.ofArray(kept), 0, target, offset, taken);
    kept = Arrays.copyOfRange(kept, taken, kept.length);
    if (taken == length || (file.messages() && file.remainder() == 0)) {
      return taken;
    }
    long more = file.read(target, offset + taken, length - taken);
    if (more > 0 && sawLoss()) {
      keep(target, offset + taken, more);
      more = 0;
    }
    return taken + Math.max(0, more);
  }

  @Override
  public long write(MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    file.require(file.access().writes(), "writing");
    long started = System.nanoTime();
    long done = 0;
    while (true) {
      long taken = file.write(source, offset + done, length - done);
      done += Math.max(0, taken);
      if (done == length || timeout.isNow() || !waitsForRoom()) {
        return done > 0 || taken >= 0 ? done : taken;
      }
      long left = timeout.remaining(started);
      if (left <= 0) {
        return done > 0 ? done : Outcome.FULL;
      }
      if (!await(Poller.WRITABLE, left)) {
        return done > 0 ? done : Outcome.ALERTED;
      }
    }
  }

  /// No second look after this: the kernel tells also of what was there when it was asked.
  private boolean await(int events, long nanos) throws IOException {
    CountDownLatch told = new CountDownLatch(1);
    Watch watch = file.watch(events, Long.MAX_VALUE, told::countDown);
    try {
      // Either way the caller looks once more.
      var _ = told.await(nanos, TimeUnit.NANOSECONDS);
      if (file.isClosed()) {
        throw new AsynchronousCloseException();
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      watch.cancel();
    }
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) throws IOException {
    file.require(file.access().reads(), "peeking");
    reading.lock();
    try {
      if (untold > 0) {
        return Outcome.LOST;
      }
      if (kept.length > 0) {
        int seen = (int) Math.min(length, kept.length);
        MemorySegment.copy(MemorySegment.ofArray(kept), 0, target, offset, seen);
        return seen;
      }
      return file.peek(target, offset, length);
    } finally {
      reading.unlock();
    }
  }

  /// A program that waits with poll(2) has no place among the writers.
  @Override
  public long writeInTurn(MemorySegment source, long offset, long length) throws IOException {
    return write(source, offset, length, Timeout.NOW);
  }

  @Override
  public void leaveTurn() {}

  @Override
  public boolean hasRoom(long length) throws IOException {
    CountDownLatch told = new CountDownLatch(1);
    Watch watch = file.watch(Poller.WRITABLE, Long.MAX_VALUE, told::countDown);
    try {
      return told.await(1, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      watch.cancel();
    }
  }

  @Override
  public long remainder() {
    reading.lock();
    try {
      return file.messages() ? kept.length + file.remainder() : 0;
    } catch (IOException closed) {
      return 0;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public boolean messages() {
    return file.messages();
  }

  @Override
  public boolean waitsForRoom() {
    try {
      return file.get("when-full").equals("block");
    } catch (AsynchronousCloseException closed) {
      return false;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public int busyHolder() {
    return 0;
  }

  @Override
  public Watch watchData(long nanos, Runnable look) throws IOException {
    return file.watch(Poller.READABLE, nanos, look);
  }

  @Override
  public Watch watchRoom(long nanos, Runnable look) throws IOException {
    return file.watch(Poller.WRITABLE, nanos, look);
  }

  @Override
  public long poll(SliceHandler handler, int limit) throws DeviceException {
    throw Failures.uncarried("a look in place");
  }

  @Override
  public long write(MessageBatch batch, Timeout timeout) throws DeviceException {
    throw Failures.uncarried("several messages at once");
  }

  @Override
  public WriteClaim newClaim() throws DeviceException {
    throw Failures.uncarried("a claim");
  }
}
