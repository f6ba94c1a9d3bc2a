package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.ring.Ring;

/// Writing in place. The mutex is held while the room is made and while it is published, and not in
/// between: the handle is the only writer, so nobody else moves the tail, and what lies behind the
/// tail is nobody's. A reader sees nothing of it, and neither does a recovery.
///
/// If the ring moves in between, what was written into the old one is copied to the new one.
final class HandleClaim implements WriteClaim {

  private final HandleContext handle;
  private MemorySegment own = MemorySegment.NULL;
  private MemorySegment memory = MemorySegment.NULL;
  private long offset;
  private long length = -1;
  private long position;
  private @Nullable Ring ring;
  private boolean closed;

  private HandleClaim(HandleContext handle) {
    this.handle = handle;
  }

  static HandleClaim of(HandleContext handle) throws IOException {
    Rights.requireWriting(handle);
    if (!handle.isSoleWriter()) {
      throw new DeviceException(
          Kind.DENIED,
          "this handle of '"
              + handle.pipe().name()
              + "' is not its only writer: to write in place open it with exclusive-writer=true");
    }
    if (!handle.file().reference()) {
      throw new ClosedChannelException();
    }
    return new HandleClaim(handle);
  }

  @Override
  public long tryClaim(long size) throws IOException {
    if (size < 0) {
      throw new IllegalArgumentException("length=" + size + " can't be claimed");
    }
    enter();
    try {
      if (!handle.claim()) {
        throw new IllegalStateException("there is a claim already: commit or abort it first");
      }
      long claimed = Outcome.FULL;
      try {
        claimed = handle.turn().reserve(size);
        if (claimed >= 0) {
          place(claimed, size);
        }
      } catch (InternalError fault) {
        throw Refusals.of(
            "write the pipe '" + handle.pipe().name() + "'", fault, Mend.of(handle.pipe()));
      } finally {
        if (claimed < 0) {
          handle.unclaim();
        }
      }
      return claimed < 0 ? claimed : size;
    } finally {
      handle.writing().leave();
    }
  }

  private void place(long reserved, long size) throws IOException {
    Ring here = handle.writeView().ring();
    long place = here.place(reserved, size);
    ring = place < 0 ? null : here;
    memory = place < 0 ? own(size) : here.memory();
    offset = Math.max(place, 0);
    position = reserved;
    length = size;
  }

  private MemorySegment own(long size) {
    if (own.byteSize() < size) {
      own = Arena.ofAuto().allocate(size, Long.BYTES);
    }
    return own;
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long commit() throws IOException {
    if (length < 0) {
      throw new IllegalStateException("there is no claim to commit");
    }
    enter();
    long taken = 0;
    try {
      taken = publish();
      return taken;
    } catch (InternalError fault) {
      throw Refusals.of(
          "write the pipe '" + handle.pipe().name() + "'", fault, Mend.of(handle.pipe()));
    } finally {
      if (taken != Outcome.BUSY && taken != Outcome.ALERTED) {
        abort();
      }
      handle.writing().leave();
    }
  }

  private long publish() throws IOException {
    Ring claimed = ring;
    if (claimed != null) {
      long taken = handle.turn().commit(claimed, position, length);
      if (taken != WriteTurn.MOVED) {
        return taken;
      }
      // Out of the old storage, before the view lets go of it.
      MemorySegment copy = own(length);
      MemorySegment.copy(memory, offset, copy, 0, length);
      ring = null;
      memory = copy;
      offset = 0;
    }
    return handle.turn().write(memory, offset, length, false, true);
  }

  private void enter() throws ClosedChannelException {
    if (closed || !handle.writing().enter()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void abort() {
    if (length >= 0) {
      length = -1;
      memory = MemorySegment.NULL;
      ring = null;
      handle.unclaim();
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      abort();
      handle.file().dereference();
    }
  }
}
