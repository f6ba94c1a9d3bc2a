package org.poormanspipes.contract;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Map.Entry;
import org.poormanspipes.Lifetime;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;

/// What a pipe does, in the plainest way: a queue in memory. Every operation as if its timeout were
/// NOW. A stream's elements are single bytes, a message pipe's are messages.
final class PipeModel {
  private static final int ATOMIC = 4096;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Flavour flavour;
  private final long capacity;
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private final Map<Integer, Handle> handles = new HashMap<>();
  private int writerOpens;

  PipeModel(Flavour flavour, long capacity) {
    this.flavour = flavour;
    this.capacity = capacity;
  }

  private static final class Handle {
    private final Access access;
    private final boolean writerAtOpen;
    private final int writerOpensBefore;
    private boolean hasRead;
    private byte[] remainder = {};

    private Handle(Access access, boolean writerAtOpen, int writerOpensBefore) {
      this.access = access;
      this.writerAtOpen = writerAtOpen;
      this.writerOpensBefore = writerOpensBefore;
    }
  }

  /// What a read or a peek returns: data, or an outcome.
  record Read(int result, ByteBuffer data) {
    @Override
    public String toString() {
      return result < 0 ? Outcome.describe(result) : HexFormat.of().formatHex(bytes());
    }

    private byte[] bytes() {
      byte[] bytes = new byte[data.remaining()];
      data.duplicate().get(bytes);
      return bytes;
    }
  }

  void open(int handle, Access access) {
    handles.put(handle, new Handle(access, hasWriter(), writerOpens));
    writerOpens += access.writes() ? 1 : 0;
  }

  /// Closes a handle; true if the pipe is gone now.
  boolean close(int handle) {
    handles.remove(handle);
    return handles.isEmpty()
        && (flavour.lifetime() == Lifetime.TEMPORARY
            || (flavour.lifetime() == Lifetime.DRAIN && queue.isEmpty()));
  }

  /// The number of bytes taken, or FULL, or null for one that can never fit.
  Integer write(byte[] data) {
    if (flavour.isMessage()) {
      return writeMessage(data);
    }
    if (data.length == 0) {
      return 0;
    }
    int room = (int) (capacity - used());
    long least =
        flavour.whenFull() == WhenFull.BLOCK
            ? Math.min(data.length, Math.min(ATOMIC, capacity))
            : 1;
    if (room < least) {
      return Outcome.FULL;
    }
    int taken = Math.min(room, data.length);
    for (int i = 0; i < taken; i++) {
      queue.add(new byte[] {data[i]});
    }
    return taken;
  }

  private Integer writeMessage(byte[] data) {
    if (data.length > capacity / 8 * 8 - 8) {
      return null;
    }
    if (used() + flavour.charge(data.length) > capacity) {
      return Outcome.FULL;
    }
    queue.add(data);
    return data.length;
  }

  Read read(int number, int size) {
    Handle handle = handles.get(number);
    if (size == 0) {
      return new Read(0, NOTHING);
    }
    Read seen = look(handle, size);
    if (seen.result < 0) {
      return seen;
    }
    if (handle.remainder.length == 0) {
      handle.hasRead = true;
      takeFromQueue(handle, size);
    }
    if (flavour.isMessage()) {
      handle.remainder =
          Arrays.copyOfRange(
              handle.remainder, Math.min(size, handle.remainder.length), handle.remainder.length);
    }
    return seen;
  }

  private void takeFromQueue(Handle handle, int size) {
    if (flavour.isMessage()) {
      handle.remainder = queue.remove();
    } else {
      for (int i = Math.min(size, queue.size()); i > 0; i--) {
        queue.remove();
      }
    }
  }

  Read peek(int number, int size) {
    return look(handles.get(number), size);
  }

  long remainder(int number) {
    return handles.get(number).remainder.length;
  }

  private Read look(Handle handle, int size) {
    if (handle.remainder.length > 0) {
      return read(handle.remainder, size);
    }
    if (queue.isEmpty()) {
      boolean met =
          handle.hasRead || handle.writerAtOpen || writerOpens != handle.writerOpensBefore;
      return new Read(met && !hasWriter() ? Outcome.END : Outcome.EMPTY, NOTHING);
    }
    if (flavour.isMessage()) {
      return read(queue.element(), size);
    }
    byte[] all = new byte[queue.size()];
    int at = 0;
    for (byte[] single : queue) {
      all[at++] = single[0];
    }
    return read(all, size);
  }

  private static Read read(byte[] from, int size) {
    byte[] data = Arrays.copyOf(from, Math.min(size, from.length));
    return new Read(data.length, ByteBuffer.wrap(data));
  }

  long used() {
    return queue.stream().mapToLong(element -> flavour.charge(element.length)).sum();
  }

  long count(boolean writers) {
    return handles.values().stream()
        .filter(handle -> writers ? handle.access.writes() : handle.access.reads())
        .count();
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
