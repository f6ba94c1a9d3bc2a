package org.poormanspipes.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.LongUnaryOperator;
import org.poormanspipes.Lifetime;
import org.poormanspipes.StartAt;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;

/// What a pipe does, in the plainest way: handles over a [PipeContent]. Every operation as if its
/// timeout were NOW.
final class PipeModel {
  private static final int ATOMIC = 4096;

  private final PipeContent content;
  private final Map<Integer, Handle> handles = new HashMap<>();
  private Flavour flavour;
  private int writerOpens;
  private long readUpTo;
  private long bytesIn;
  private long bytesOut;
  private long refused;

  PipeModel(Flavour flavour, long capacity, LongUnaryOperator storage) {
    this.flavour = flavour;
    this.content = new PipeContent(flavour, capacity, storage);
  }

  private static final class Handle {
    private final Access access;
    private final boolean writerAtOpen;
    private final int writerOpensBefore;
    private final long start;
    private long cursor;
    private boolean hasRead;
    private long lost;
    private boolean lostLast;
    private byte[] remainder = {};

    /// A message or a piece of a stream that came with the report of a loss; null if none did.
    private byte[] secured;

    private Handle(Access access, boolean writerAtOpen, int writerOpensBefore, long cursor) {
      this.access = access;
      this.writerAtOpen = writerAtOpen;
      this.writerOpensBefore = writerOpensBefore;
      this.start = cursor;
      this.cursor = cursor;
    }
  }

  /// What a read or a peek returns: data, or an outcome.
  record Read(int result, ByteBuffer data) {
    static Read of(int outcome) {
      return new Read(outcome, ByteBuffer.allocate(0));
    }

    static Read of(byte[] from, int size) {
      byte[] data = Arrays.copyOf(from, Math.min(size, from.length));
      return new Read(data.length, ByteBuffer.wrap(data));
    }

    @Override
    public String toString() {
      byte[] bytes = new byte[data.remaining()];
      data.duplicate().get(bytes);
      return result < 0 ? Outcome.describe(result) : HexFormat.of().formatHex(bytes);
    }
  }

  void open(int handle, Access access, StartAt startAt) {
    long cursor = startAt == StartAt.OLDEST ? content.first() : content.end();
    handles.put(handle, new Handle(access, hasWriter(), writerOpens, cursor));
    writerOpens += access.writes() ? 1 : 0;
  }

  /// Closes a handle; true if the pipe is gone now.
  boolean close(int number) {
    Handle handle = handles.remove(number);
    if (handle.access.reads() && handle.start <= Math.max(readUpTo, content.first())) {
      readUpTo = Math.max(readUpTo, handle.cursor);
    }
    boolean drained =
        flavour.isBroadcast() ? readUpTo == content.end() : content.first() == content.end();
    return handles.isEmpty()
        && (flavour.lifetime() == Lifetime.TEMPORARY
            || (flavour.lifetime() == Lifetime.DRAIN && drained));
  }

  /// The number of bytes taken, or FULL, or null for one that can never fit.
  Integer write(byte[] data) {
    if (flavour.isMessage() && data.length > flavour.largestWrite((int) content.capacity())) {
      return null;
    }
    int taken = flavour.isMessage() ? writeMessage(data) : writeBytes(data);
    bytesIn += Math.max(taken, 0);
    refused += taken < data.length ? 1 : 0;
    return taken;
  }

  private int writeBytes(byte[] data) {
    if (data.length == 0) {
      return 0;
    }
    long capacity = content.capacity();
    long room = flavour.keepsOldest() ? capacity - unread() : data.length;
    long least =
        flavour.whenFull() == WhenFull.BLOCK
            ? Math.min(data.length, Math.min(ATOMIC, capacity))
            : 1;
    if (room < least) {
      return Outcome.FULL;
    }
    int taken = (int) Math.min(room, data.length);
    content.addBytes(data, taken);
    return taken;
  }

  private int writeMessage(byte[] data) {
    if (flavour.keepsOldest() && unread() + flavour.charge(data.length) > content.capacity()) {
      return Outcome.FULL;
    }
    content.addMessage(data);
    return data.length;
  }

  /// What somebody still wants to read: of a broadcast, what the slowest reader has not read.
  private long unread() {
    long slowest = flavour.isBroadcast() ? content.end() : content.first();
    if (flavour.isBroadcast()) {
      for (Handle handle : handles.values()) {
        slowest = handle.access.reads() ? Math.min(slowest, handle.cursor) : slowest;
      }
    }
    return content.used(Math.max(slowest, content.first()));
  }

  Read read(int number, int size) {
    Handle handle = handles.get(number);
    if (size == 0) {
      return Read.of(new byte[0], 0);
    }
    Read seen = look(handle, size);
    if (seen.result == Outcome.LOST) {
      lose(handle);
    }
    if (seen.result < 0) {
      return seen;
    }
    if (handle.secured != null) {
      byte[] rest = rest(handle.secured, size);
      handle.remainder = flavour.isMessage() ? handle.secured : handle.remainder;
      handle.secured = flavour.isMessage() || rest.length == 0 ? null : rest;
    } else if (handle.remainder.length == 0) {
      handle.lostLast = false;
      handle.hasRead = true;
      if (flavour.isMessage()) {
        handle.remainder = content.get(next(handle));
      }
      bytesOut += flavour.isMessage() ? handle.remainder.length : seen.result;
      advance(handle, flavour.isMessage() ? 1 : seen.result);
    }
    handle.remainder = rest(handle.remainder, size);
    return seen;
  }

  private static byte[] rest(byte[] data, int size) {
    return Arrays.copyOfRange(data, Math.min(size, data.length), data.length);
  }

  /// Straight after a loss, a loss brings the oldest message, or the whole stream, with it.
  private void lose(Handle handle) {
    handle.lost = content.first() - handle.cursor;
    handle.cursor = content.first();
    if (handle.lostLast && content.first() < content.end()) {
      handle.secured = flavour.isMessage() ? content.get(handle.cursor) : stream(handle.cursor);
      handle.cursor = flavour.isMessage() ? handle.cursor + 1 : content.end();
      handle.hasRead = true;
      bytesOut += handle.secured.length;
    }
    handle.lostLast = true;
  }

  private long next(Handle handle) {
    return flavour.isBroadcast() ? handle.cursor : content.first();
  }

  private void advance(Handle handle, int count) {
    if (flavour.isBroadcast()) {
      handle.cursor += count;
    } else {
      content.dropBefore(content.first() + count);
    }
  }

  Read peek(int number, int size) {
    return look(handles.get(number), size);
  }

  long remainder(int number) {
    return handles.get(number).remainder.length;
  }

  /// How much the last LOST was about.
  long lost(int number) {
    return handles.get(number).lost;
  }

  private Read look(Handle handle, int size) {
    if (handle.remainder.length > 0) {
      return Read.of(handle.remainder, size);
    }
    if (handle.secured != null) {
      return Read.of(handle.secured, size);
    }
    long next = next(handle);
    if (next < content.first()) {
      return Read.of(Outcome.LOST);
    }
    if (next == content.end()) {
      boolean met =
          handle.hasRead || handle.writerAtOpen || writerOpens != handle.writerOpensBefore;
      return Read.of(met && !hasWriter() ? Outcome.END : Outcome.EMPTY);
    }
    if (flavour.isMessage()) {
      return Read.of(content.get(next), size);
    }
    return Read.of(stream(next), size);
  }

  private byte[] stream(long from) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long next = from; next < content.end(); next++) {
      all.writeBytes(content.get(next));
    }
    return all.toByteArray();
  }

  /// Changes all that can be changed; false if the capacity would not hold what is unread.
  boolean change(WhenFull whenFull, Lifetime lifetime, long capacity) {
    if (capacity != content.capacity()) {
      if (unread() > capacity) {
        return false;
      }
      content.resize(capacity);
    }
    flavour = flavour.with(whenFull).with(lifetime);
    return true;
  }

  /// What `stat` tells, by name.
  Map<String, Long> figures() {
    return Map.of(
        "used", content.used(content.first()),
        "capacity", content.capacity(),
        "readers", count(false),
        "writers", count(true),
        "bytes-in", bytesIn,
        "bytes-out", bytesOut,
        "refused", refused);
  }

  private long count(boolean writers) {
    return handles(writers).length;
  }

  /// Open handles that may do something, in order.
  int[] handles(boolean writers) {
    return handles.entrySet().stream()
        .filter(entry -> {
          Access access = entry.getValue().access;
          return writers ? access.writes() : access.reads();
        })
        .mapToInt(Entry::getKey)
        .sorted()
        .toArray();
  }

  private boolean hasWriter() {
    return handles.values().stream().anyMatch(handle -> handle.access.writes());
  }
}
