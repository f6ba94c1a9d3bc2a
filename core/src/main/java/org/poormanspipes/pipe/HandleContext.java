package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.ring.Remainder;
import org.poormanspipes.time.Timeout;

/// The instance context: one open handle of a pipe, with its slot in shared memory and the lock
/// that proves it alive. Reading looks nothing up, and neither does writing.
final class HandleContext implements FastPath {

  /// How often a handle that never waits asks the kernel who is alive.
  private static final long REAP_NANOS = 5_000_000;

  private final PipeDeviceContext device;
  private final FileObject file;
  private final PipeContext pipe;
  private final Slot slot;
  private final SlotOwner owner;
  private final SlotTaker.Taken taken;
  private final @Nullable Descriptor exclusive;
  private final RingView readView;
  private final RingView writeView;
  private final Counters counters;
  private final EndOfStream end;
  private final Remainder remainder = new Remainder();
  private final OperationGate reading = new OperationGate();
  private final OperationGate writing = new OperationGate();
  private volatile long lost;
  private volatile long lastReap = System.nanoTime() - REAP_NANOS;

  /// A handle whose slot is taken.
  ///
  /// @param file the file object that it belongs to
  /// @param pipe the pipe
  /// @param taken its slot, live, and what proves it alive
  /// @param exclusive what it holds of an exclusive device, or null
  HandleContext(
      FileObject file, PipeContext pipe, SlotTaker.Taken taken, @Nullable Descriptor exclusive) {
    this.device = (PipeDeviceContext) file.device().context();
    this.file = file;
    this.pipe = pipe;
    this.taken = taken;
    this.exclusive = exclusive;
    this.slot = taken.slot();
    this.owner = new SlotOwner(slot);
    this.readView = new RingView(pipe, slot);
    this.writeView = new RingView(pipe, slot);
    this.counters = slot.counters();
    this.end = new EndOfStream(this);
  }

  @Override
  public long read(MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    try {
      return ReadOperation.read(this, target, offset, length, timeout);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw Refusals.of("read the pipe '" + pipe.name() + "'", refused);
    } catch (InternalError fault) {
      throw Refusals.of("read the pipe '" + pipe.name() + "'", fault);
    }
  }

  @Override
  public long write(MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    try {
      return WriteOperation.write(this, source, offset, length, timeout);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw Refusals.of("write the pipe '" + pipe.name() + "'", refused);
    } catch (InternalError fault) {
      throw Refusals.of("write the pipe '" + pipe.name() + "'", fault);
    }
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) throws IOException {
    try {
      return PeekOperation.peek(this, target, offset, length);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw Refusals.of("look into the pipe '" + pipe.name() + "'", refused);
    } catch (InternalError fault) {
      throw Refusals.of("look into the pipe '" + pipe.name() + "'", fault);
    }
  }

  @Override
  public long remainder() {
    return remainder.size();
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public boolean messages() {
    return pipe.type() == PipeType.MESSAGE;
  }

  boolean isBroadcast() {
    return pipe.isBroadcast();
  }

  /// Whether the name was deleted; notes it in the file object.
  boolean isDeleted() {
    boolean deleted = pipe.control().deletedAcquire();
    if (deleted) {
      file.markDeletePending();
    }
    return deleted;
  }

  /// Sees to the files, and to dead readers of a broadcast, unless this handle did so a moment ago.
  ///
  /// @return how many of the dead held writers back
  int reapIfDue() throws IOException {
    long now = System.nanoTime();
    if (now - lastReap < REAP_NANOS) {
      return 0;
    }
    lastReap = now;
    pipe.requireWhole();
    return isBroadcast() ? Reaper.reap(pipe, owner) : 0;
  }

  PipeDeviceContext device() {
    return device;
  }

  FileObject file() {
    return file;
  }

  PipeContext pipe() {
    return pipe;
  }

  Slot slot() {
    return slot;
  }

  SlotOwner owner() {
    return owner;
  }

  /// Inside the reading gate.
  RingView readView() {
    return readView;
  }

  /// Inside the writing gate.
  RingView writeView() {
    return writeView;
  }

  /// Reading found that content was dropped.
  void markLost(long count) {
    lost = count;
  }

  /// Maps what the handle will use; the ring is mapped already, and can't move.
  void mapViews() throws IOException {
    if (file.access().reads()) {
      readView.ring();
    }
    if (file.access().writes()) {
      writeView.ring();
    }
  }

  /// The gates are closed, or nobody has the handle any more.
  void releaseViews() {
    readView.release();
    writeView.release();
  }

  Counters counters() {
    return counters;
  }

  EndOfStream end() {
    return end;
  }

  Remainder held() {
    return remainder;
  }

  OperationGate reading() {
    return reading;
  }

  OperationGate writing() {
    return writing;
  }

  /// Drops the lock that proves the handle alive, and what it holds of an exclusive device.
  void dropLife() {
    taken.life().close();
    if (exclusive != null) {
      exclusive.close();
    }
  }

  /// Whether the slot was given back; it may be another handle's since.
  boolean dropped() {
    return taken.life().isClosed();
  }

  @Override
  public String toString() {
    return "HandleContext[slot=" + slot.number() + ", access=" + file.access() + "]";
  }
}
