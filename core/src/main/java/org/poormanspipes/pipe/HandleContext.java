package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.ring.Remainder;

/// The instance context: one open handle of a pipe, with its slot in shared memory and the lock
/// that proves it alive. Reading looks nothing up, and neither does writing.
final class HandleContext extends GuardedPath {

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
  private final Losses losses = new Losses();
  private final OperationGate reading = new OperationGate();
  private final OperationGate writing = new OperationGate();
  private final boolean messages;
  private final boolean reads;
  private final boolean writes;
  private final boolean soleWriter;
  private final WriteTurn turn;
  private final PollOperation polls = new PollOperation(this);
  private final Sleepers.Place sleeping = new Sleepers.Place();
  private final AtomicReference<@Nullable ThreadSleep> idleSleep = new AtomicReference<>();
  private volatile boolean claimed;
  private volatile int busyHolder;

  /// A write that no thread waits for has its place among the writers.
  private volatile boolean inTurn;

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
    this.owner = new SlotOwner(slot, pipe.source());
    this.readView = new RingView(pipe, slot);
    this.writeView = new RingView(pipe, slot);
    this.counters = slot.counters();
    this.end = new EndOfStream(this);
    this.messages = pipe.type() == PipeType.MESSAGE;
    this.reads = file.access().reads();
    this.writes = file.access().writes();
    this.soleWriter = slot.isSoleWriter();
    this.turn = new WriteTurn(this);
  }

  @Override
  public long remainder() {
    return messages() ? remainder.size() : 0;
  }

  @Override
  public long lost() {
    return losses.last();
  }

  @Override
  public boolean messages() {
    return messages;
  }

  boolean reads() {
    return reads;
  }

  boolean writes() {
    return writes;
  }

  boolean isSoleWriter() {
    return soleWriter;
  }

  /// Inside the writing gate: room is claimed, and nothing else may be written.
  boolean claim() {
    boolean free = !claimed;
    claimed = true;
    return free;
  }

  void unclaim() {
    claimed = false;
  }

  boolean isClaimed() {
    return claimed;
  }

  /// Its place among those who wait at its pipe.
  Sleepers.Place sleeping() {
    return sleeping;
  }

  /// Of the last thread that slept, for the next.
  AtomicReference<@Nullable ThreadSleep> idleSleep() {
    return idleSleep;
  }

  PollOperation polls() {
    return polls;
  }

  /// Inside the writing gate.
  WriteTurn turn() {
    return turn;
  }

  @Override
  public boolean waitsForRoom() {
    return pipe.control().whenFull() == WhenFull.BLOCK;
  }

  @Override
  public void leaveTurn() {
    WriteOperation.leaveTurn(this);
  }

  /// Whether a write that sleeps in no thread of its own waits for its turn from now on.
  void waitsInTurn(boolean waits) {
    if (inTurn != waits) {
      inTurn = waits;
      slot.showWait(waits ? WaitReason.ROOM : WaitReason.NONE);
    }
  }

  boolean isInTurn() {
    return inTurn;
  }

  @Override
  public int busyHolder() {
    return busyHolder;
  }

  @Override
  public Watch watchData(long nanos, Runnable look) throws IOException {
    return device.waiter().watch(this, WaitReason.DATA, nanos, look);
  }

  @Override
  public Watch watchRoom(long nanos, Runnable look) throws IOException {
    // Behind a writer that does not come for its room, a look of one's own is due.
    long patience = turn.line().patience();
    return device.waiter().watch(this, WaitReason.ROOM, Math.min(nanos, patience), look);
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

  /// Inside the reading gate.
  Losses losses() {
    return losses;
  }

  /// The pipe's mutex was not to be had.
  void markBusy() {
    int holder = pipe.mutex().insider();
    boolean known = holder >= 0 && holder < pipe.slots().count();
    busyHolder = known ? pipe.slots().get(holder).pid() : 0;
  }

  /// Maps what the handle will use; the ring is mapped already, and can't move.
  void mapViews() throws IOException {
    if (reads) {
      readView.ring();
    }
    if (writes) {
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
