package org.poormanspipes.stress;

import org.poormanspipes.linux.Words;
import org.poormanspipes.ring.BroadcastByteRing;
import org.poormanspipes.ring.BroadcastJoin;
import org.poormanspipes.ring.BroadcastMessageRing;
import org.poormanspipes.ring.ByteRing;
import org.poormanspipes.ring.Cursor;
import org.poormanspipes.ring.Cursors;
import org.poormanspipes.ring.MessageRing;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.ring.RingLayout;

/// The memory of one ring, of one reader's cursor, and of a second storage that the ring can move
/// to. Each side of a test asks for a ring of its own over it, as each process has one.
public final class RingPlace {

  /// The most that a ring here can hold.
  static final long MOST = 256;

  private static final long CURSOR = RingLayout.SIZE;
  private static final long STORAGE = CURSOR + 128;
  private static final long OTHER_STORAGE = STORAGE + RingGeometry.physicalSize(MOST);

  private static final Lots LOTS = new Lots(OTHER_STORAGE + RingGeometry.physicalSize(MOST));

  /// A ring without a second storage, for copies that take their time.
  private static final long LARGE = 4096;

  private static final Lots LARGE_LOTS = new Lots(STORAGE + RingGeometry.physicalSize(LARGE));

  private final Lots lots;
  private final Words memory;
  private final long capacity;

  /// An empty ring.
  ///
  /// @param capacity in bytes
  public RingPlace(long capacity) {
    this.capacity = capacity;
    this.lots = capacity <= MOST ? LOTS : LARGE_LOTS;
    this.memory = Words.of(lots.take());
  }

  /// Nobody uses the ring any more.
  public void giveBack() {
    lots.giveBack(memory.segment());
  }

  RingGeometry geometry() {
    return geometry(STORAGE, capacity, 0);
  }

  /// The ring after it moved.
  RingGeometry moved(long newCapacity) {
    return geometry(OTHER_STORAGE, newCapacity, 1);
  }

  private RingGeometry geometry(long storage, long wanted, long generation) {
    return new RingGeometry(
        new RingGeometry.Control(memory, 0, generation),
        memory.segment(),
        storage,
        RingGeometry.physicalSize(wanted),
        wanted);
  }

  /// Says that the ring moved, as the operation that changes the capacity does.
  void commitMove() {
    memory.longRelease(RingLayout.GENERATION, 1);
    memory.longOpaque(RingLayout.WRITERS_GENERATION, 1);
  }

  /// One side of a queue of bytes.
  ///
  /// @return the side
  public ByteSide bytes() {
    return new ByteSide(new ByteRing(geometry()));
  }

  MessageSide messages(int words) {
    return new MessageSide(new MessageRing(geometry()), words);
  }

  Cursor cursor() {
    return new Cursor(memory, CURSOR);
  }

  BroadcastJoin join() {
    return new BroadcastJoin(geometry());
  }

  /// The cursors of all readers: there is one.
  private Cursors cursors() {
    Cursor reader = cursor();
    return tail -> Math.min(tail, reader.acquire());
  }

  ByteSide broadcastBytes() {
    return new ByteSide(new BroadcastByteRing(geometry(), cursor(), cursors()));
  }

  MessageSide broadcastMessages(int words) {
    return new MessageSide(new BroadcastMessageRing(geometry(), cursor(), cursors()), words);
  }

  /// A word of the control part, as a writer that died left it.
  void set(int field, long value) {
    memory.longPlain(field, value);
  }

  long get(int field) {
    return memory.longPlain(field);
  }
}
