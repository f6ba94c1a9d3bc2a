package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.time.Timeout;

/// A claim of room: memory of this process, which is written to the pipe when it is committed.
final class NatsClaim implements WriteClaim {

  private static final long NONE = -1;

  private final NatsHandle handle;
  private MemorySegment memory = MemorySegment.NULL;
  private long length = NONE;

  /// The handle is held until this is closed.
  NatsClaim(NatsHandle handle) throws ClosedChannelException {
    if (!handle.file().reference()) {
      throw new ClosedChannelException();
    }
    this.handle = handle;
  }

  @Override
  public long tryClaim(long wanted) throws IOException {
    if (length != NONE) {
      throw new IllegalStateException("there is a claim of " + length + " bytes already");
    }
    handle.requireOpen();
    if (wanted < 0) {
      throw new IllegalArgumentException("length=" + wanted + " can't be negative");
    }
    requireFits(wanted);
    if (!WriteOperation.hasRoom(handle, wanted)) {
      return Outcome.FULL;
    }
    memory = MemorySegment.ofArray(new byte[Math.toIntExact(wanted)]);
    length = wanted;
    handle.claimed(true);
    return wanted;
  }

  private void requireFits(long wanted) throws IOException {
    PipeRecord record = handle.view().fresh();
    handle.writing().requireFits(record, wanted);
    if (wanted > record.properties().capacity()) {
      throw new DeviceException(
          Kind.TOO_LARGE,
          "a claim of "
              + wanted
              + " bytes can never fit into '"
              + handle.name()
              + "': its capacity is "
              + record.properties().capacity());
    }
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public long offset() {
    return 0;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long commit() throws IOException {
    if (length == NONE) {
      throw new IllegalStateException("there is no claim to commit");
    }
    handle.claimed(false);
    long written = length;
    length = NONE;
    return WriteOperation.write(
        handle, new WriteOperation.Piece(memory, 0, written, null), Timeout.NOW);
  }

  @Override
  public void abort() {
    if (length != NONE) {
      length = NONE;
      handle.claimed(false);
    }
  }

  @Override
  public void close() throws IOException {
    abort();
    handle.file().dereference();
  }
}
