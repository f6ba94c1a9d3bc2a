package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Outcome;

/// The writing side of one handle. What it writes is taken only if the stream ends where it thinks
/// that it ends: so writers come one after the other, each knows what room there is, and a change
/// of the pipe that is followed by a note is seen before anything more is written. Used inside the
/// handle's writing lock; it waits for the server, and not for room.
final class WriteSide {

  /// What a write of a stream takes at least, or nothing, where it waits.
  private static final long ATOMIC = 4096;

  private final NatsDeviceContext device;
  private final RecordView view;
  private final Store data;
  private final String subject;
  private final boolean messages;
  private final Room room;
  private final Sweep sweep;
  private @Nullable Tail known;

  /// What is known was asked for, and nothing written since.
  private boolean fresh;

  WriteSide(NatsDeviceContext device, RecordView view) {
    PipeRecord record = view.seen();
    this.device = device;
    this.view = view;
    this.data = device.dataStore(record.id());
    this.subject = device.subjects().data(record.id());
    this.messages = record.messages();
    this.room = new Room(device);
    this.sweep = new Sweep(device, record.id());
  }

  /// Where the stream ends, as far as is known; asked for together with all that it depends on.
  Tail tail() throws IOException {
    Tail tail = known;
    if (tail == null) {
      // First: what is changed after this is followed by a note, and the next write refused.
      tail = Tail.read(data, subject, messages);
      view.fresh();
      room.forget();
      known = tail;
      fresh = true;
    }
    requireAlive(view.seen());
    return tail;
  }

  void forget() {
    known = null;
  }

  WhenFull policy() throws IOException {
    tail();
    return view.seen().properties().whenFull();
  }

  /// Writes what there is room for.
  ///
  /// @param origin where the first byte is from, if it is carried
  /// @return how many bytes, or [Outcome#FULL]
  long write(MemorySegment source, long offset, long length, @Nullable Origin origin)
      throws IOException {
    long done = 0;
    begin();
    while (done < length || messages) {
      Tail tail = tail();
      PipeRecord record = view.seen();
      long some = fits(record, length) ? takes(record, tail, length - done) : -1;
      if (some < length - done && isDoubtful()) {
        continue;
      }
      requireFits(record, length);
      if (some < 0) {
        return done > 0 ? done : Outcome.FULL;
      }
      long piece = messages ? length : Math.min(some, device.largestPiece());
      long skipped = record.overwrites() && !messages ? skipped(record, length - done) : 0;
      piece = Math.min(piece, length - done - skipped);
      long at = tail.position() + skipped;
      Tail start = new Tail(tail.sequence(), at, tail.number(), tail.epoch());
      byte[] body =
          Frame.content(record.life().epoch(), start, source, offset + done + skipped, (int) piece);
      Origin from = origin == null ? null : origin.plus(done + skipped);
      if (append(tail, body, at + Frame.charge(piece, messages), from)) {
        done += skipped + piece;
        // No single write takes more than the pipe holds, also where no reader holds it back.
        if (messages || (!record.overwrites() && done >= record.properties().capacity())) {
          break;
        }
      }
    }
    return done;
  }

  /// A write that is larger than the pipe would overwrite its own beginning.
  private static long skipped(PipeRecord record, long length) {
    return Math.max(0, length - record.properties().capacity());
  }

  private boolean append(Tail tail, byte[] body, long position, @Nullable Origin origin)
      throws IOException {
    known = null;
    Row.tell(device, view.seen().id(), origin, tail, 1);
    long sequence = data.publish(data.appending(subject, body, tail.sequence(), origin));
    if (sequence == Store.CONFLICT) {
      return false;
    }
    wrote(new Tail(sequence, position, tail.number() + 1, tail.epoch()));
    return true;
  }

  /// Before anything is refused: whether it should be looked at anew, for what is known may be old.
  boolean isDoubtful() {
    if (fresh) {
      return false;
    }
    forget();
    return true;
  }

  /// What was written is known to be there.
  void wrote(Tail tail) {
    known = tail;
    fresh = false;
    sweep.wrote(tail, view.seen());
  }

  /// How many of so many bytes would be taken, or -1.
  long takes(PipeRecord record, Tail tail, long length) throws IOException {
    if (record.overwrites()) {
      return length;
    }
    long charge = Frame.charge(length, messages);
    long capacity = record.properties().capacity();
    long free = Math.min(room.free(record, tail, Math.min(charge, capacity)), capacity);
    if (free >= charge) {
      return length;
    }
    if (messages || free <= 0) {
      return -1;
    }
    boolean blocks = record.properties().whenFull() == WhenFull.BLOCK;
    long least = Math.min(Math.min(length, ATOMIC), record.properties().capacity());
    return blocks && free < least ? -1 : free;
  }

  /// What is known may be old by now.
  void begin() {
    fresh = false;
  }

  boolean hasRoom(long length) throws IOException {
    begin();
    return findsRoom(length);
  }

  private boolean findsRoom(long length) throws IOException {
    Tail tail = tail();
    if (fits(view.seen(), length) && takes(view.seen(), tail, length) >= 0) {
      return true;
    }
    if (isDoubtful()) {
      return findsRoom(length);
    }
    PipeRecord record = view.seen();
    long capacity = record.properties().capacity();
    // What can never fit would be refused at once.
    boolean refused = messages && Frame.charge(length, true) > capacity;
    return refused || takes(record, tail, length) >= 0;
  }

  boolean fits(PipeRecord record, long length) {
    return !messages
        || (Frame.charge(length, true) <= record.properties().capacity()
            && length <= device.largestPiece());
  }

  /// Refuses what can never be written.
  void requireFits(PipeRecord record, long length) throws DeviceException {
    if (!messages) {
      return;
    }
    long most = record.properties().capacity() / Long.BYTES * Long.BYTES - Long.BYTES;
    if (length > most) {
      throw tooLarge(
          record, length, most + " bytes at a capacity of " + record.properties().capacity());
    }
    if (length > device.largestPiece()) {
      throw tooLarge(
          record,
          length,
          device.largestPiece() + " bytes, for the server's max_payload permits no more");
    }
  }

  private static DeviceException tooLarge(PipeRecord record, long length, String limit) {
    return new DeviceException(
        Kind.TOO_LARGE,
        "a message of "
            + length
            + " bytes can never fit into '"
            + PipeName.printable(record.name())
            + "': its largest has "
            + limit);
  }

  private static void requireAlive(PipeRecord record) throws DeviceException {
    if (record.deleted()) {
      throw deleted(record);
    }
  }

  static DeviceException deleted(PipeRecord record) {
    return new DeviceException(
        Kind.DELETED, "the pipe '" + PipeName.printable(record.name()) + "' was deleted");
  }
}
