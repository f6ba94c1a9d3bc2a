package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeType;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.BlockHeader;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.ring.RingFigures;
import org.poormanspipes.ring.RingLayout;

/// A copy of a pipe's block, taken by one read: looking maps nothing, disturbs nobody, and can't be
/// hurt by a file that is cut short meanwhile.
final class PipeSnapshot implements AutoCloseable {

  private static final int GENERATION = PipeLayout.RING + RingLayout.GENERATION;

  private static final int MOST_LOOKS = 100;

  /// Of a number that can't be told.
  static final long UNKNOWN = -1;

  /// The largest block that a pipe can have.
  static final long MOST =
      NamePlace.blockSize(PipeLayout.NAMES + (1 << Short.SIZE), PipeLayout.MAX_SLOTS);

  private final PipeFiles files;
  private final BlockId id;
  private final Descriptor file;
  private final Arena arena;
  private final Words memory;
  private final PipeControl control;

  /// Whether its ring was there.
  private final boolean current;

  private PipeSnapshot(PipeFiles files, BlockId id, Descriptor file, Arena arena)
      throws IOException {
    this.arena = arena;
    this.files = files;
    this.id = id;
    this.file = file;
    MemorySegment copy = BlockHeader.readWhole(files.pipe(id), file, Tags.PIPE, MOST, arena);
    if (copy.byteSize() < PipeLayout.NAMES) {
      throw Damage.of("it has only " + copy.byteSize() + " bytes");
    }
    this.memory = Words.of(copy);
    this.control = new PipeControl(memory);
    control.check(id, copy.byteSize());
    this.current = hasRing(files);
  }

  /// False if the pipe has another ring by now. A pipe that is being removed has none, and is gone.
  private boolean hasRing(PipeFiles files) throws IOException {
    String ring = id.ringFile(generation());
    try {
      BlockHeader.read(files.file(ring), Tags.RING);
      return true;
    } catch (SystemCallException failed) {
      if (failed.errno() != Errno.ENOENT || file.status().links() == 0) {
        throw failed;
      }
      MemorySegment now = arena.allocate(Long.BYTES, Long.BYTES);
      file.read(now, GENERATION);
      if (now.get(ValueLayout.JAVA_LONG, 0) == generation()) {
        throw Damage.of("its ring is missing: " + files + "/" + ring);
      }
      return false;
    }
  }

  static PipeSnapshot take(PipeFiles files, BlockId id) throws IOException {
    for (int look = 1; look < MOST_LOOKS; look++) {
      PipeSnapshot snapshot = takeOnce(files, id);
      if (snapshot.current) {
        return snapshot;
      }
      snapshot.close();
    }
    throw Damage.of("its ring is another each time one looks");
  }

  private static PipeSnapshot takeOnce(PipeFiles files, BlockId id) throws IOException {
    Descriptor file = files.pipe(id).open(false);
    Arena arena = Arena.ofConfined();
    boolean taken = false;
    try {
      PipeSnapshot snapshot = new PipeSnapshot(files, id, file, arena);
      taken = true;
      return snapshot;
    } finally {
      if (!taken) {
        file.close();
        arena.close();
      }
    }
  }

  BlockId id() {
    return id;
  }

  PipeControl control() {
    return control;
  }

  long generation() {
    return memory.longOpaque(GENERATION);
  }

  long used() {
    return control.type() == PipeType.BYTE
        ? RingFigures.usedBytes(memory, PipeLayout.RING, control.capacity())
        : RingFigures.usedByMessages(memory, PipeLayout.RING, control.capacity());
  }

  /// The most that it ever held.
  long peak() {
    return RingFigures.peak(memory, PipeLayout.RING);
  }

  /// Up to where it was written.
  long tail() {
    return control.type() == PipeType.BYTE
        ? RingFigures.byteTail(memory, PipeLayout.RING)
        : RingFigures.frameTail(memory, PipeLayout.RING);
  }

  /// The number that the next message gets.
  long nextSequence() {
    return RingFigures.nextSequence(memory, PipeLayout.RING);
  }

  /// What writers dropped to make room, in bytes of a stream or in messages; what readers took that
  /// died before they could count it is among it.
  ///
  /// @param handles all that are open
  /// @return [#UNKNOWN] if it can't be told
  long overwritten(List<Handle> handles) throws IOException {
    if (control.type() == PipeType.BYTE) {
      long oldest = RingFigures.oldest(memory, PipeLayout.RING);
      return Math.max(0, oldest - taken(handles, CountersLayout.BYTES_OUT));
    }
    long number = OldestMessage.number(files, id);
    return number == OldestMessage.UNKNOWN
        ? UNKNOWN
        : Math.max(0, number - taken(handles, CountersLayout.MESSAGES_OUT));
  }

  /// What readers of a queue took; those of a broadcast take nothing from others.
  private long taken(List<Handle> handles, int counter) {
    if (control.delivery() == Delivery.BROADCAST) {
      return 0;
    }
    long taken = control.totals().get(counter);
    for (Handle handle : handles) {
      taken += handle.slot().counters().get(counter);
    }
    return taken;
  }

  /// A handle, and whether its process lives.
  record Handle(Slot slot, boolean alive) {}

  List<Handle> handles() throws IOException {
    List<Handle> handles = new ArrayList<>();
    int slotsAt = control.slotsAt();
    long room = (memory.segment().byteSize() - BlockLayout.TRAILER - slotsAt) / SlotLayout.SIZE;
    long count = Math.clamp(control.slotCountAcquire(), 0, Math.max(0, room));
    for (int number = 0; number < count; number++) {
      Slot slot = new Slot(number, memory, slotsAt + (long) number * SlotLayout.SIZE);
      if (slot.isLiveAcquire()) {
        handles.add(new Handle(slot, SlotLocks.isAlive(file, number)));
      }
    }
    return handles;
  }

  /// Whether somebody should come by: a handle is dead, or the last one died and left a pipe that
  /// should be gone, or who removed it did.
  boolean needsVisit() throws IOException {
    List<Handle> handles = handles();
    if (control.deletedAcquire() || handles.stream().anyMatch(handle -> !handle.alive())) {
      return true;
    }
    Lifetime lifetime = control.lifetime();
    return handles.isEmpty()
        && control.used()
        && (lifetime == Lifetime.TEMPORARY || (lifetime == Lifetime.DRAIN && everythingWasRead()));
  }

  /// As the rules of the last close see it.
  private boolean everythingWasRead() {
    if (control.delivery() == Delivery.QUEUE) {
      return used() == 0;
    }
    return control.readUpTo() >= tail();
  }

  @Override
  public void close() {
    file.close();
    arena.close();
  }
}
