package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Preview;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.time.Timeout;

/// The operations of a handle. Whatever happens to the memory they work on, damage or a file that
/// was cut short, they say in one sentence.
abstract sealed class GuardedPath implements FastPath permits HandleContext {

  private HandleContext handle() {
    return (HandleContext) this;
  }

  /// What reading refuses.
  private IOException unread(IOException refused) {
    return Refusals.of(
        "read the pipe '" + handle().pipe().name() + "'", refused, Mend.of(handle().pipe()));
  }

  private IOException unread(InternalError fault) {
    return Refusals.of(
        "read the pipe '" + handle().pipe().name() + "'", fault, Mend.of(handle().pipe()));
  }

  /// What writing refuses.
  private IOException unwritten(IOException refused) {
    return Refusals.of(
        "write the pipe '" + handle().pipe().name() + "'", refused, Mend.of(handle().pipe()));
  }

  private IOException unwritten(InternalError fault) {
    return Refusals.of(
        "write the pipe '" + handle().pipe().name() + "'", fault, Mend.of(handle().pipe()));
  }

  @Override
  public final long read(MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    try {
      return ReadOperation.read(handle(), target, offset, length, timeout);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unread(refused);
    } catch (InternalError fault) {
      throw unread(fault);
    }
  }

  @Override
  public final long peek(MemorySegment target, long offset, long length) throws IOException {
    try {
      return PeekOperation.peek(handle(), target, offset, length);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unread(refused);
    } catch (InternalError fault) {
      throw unread(fault);
    }
  }

  @Override
  public final long preview(Preview into, int limit, long size) throws IOException {
    try {
      return PreviewOperation.preview(handle(), into, limit, size);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unread(refused);
    } catch (InternalError fault) {
      throw unread(fault);
    }
  }

  @Override
  public final void pass(Preview seen) throws IOException {
    try {
      PreviewOperation.pass(handle(), seen);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unread(refused);
    } catch (InternalError fault) {
      throw unread(fault);
    }
  }

  @Override
  public final long poll(SliceHandler handler, int limit) throws IOException {
    try {
      return handle().polls().poll(handler, limit);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unread(refused);
    } catch (InternalError fault) {
      throw unread(fault);
    }
  }

  @Override
  public final long write(MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    try {
      return WriteOperation.write(handle(), source, offset, length, timeout);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unwritten(refused);
    } catch (InternalError fault) {
      throw unwritten(fault);
    }
  }

  @Override
  public final long write(MessageBatch batch, Timeout timeout) throws IOException {
    try {
      return WriteOperation.write(handle(), batch, timeout);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unwritten(refused);
    } catch (InternalError fault) {
      throw unwritten(fault);
    }
  }

  @Override
  public final long writeInTurn(MemorySegment source, long offset, long length) throws IOException {
    try {
      return WriteOperation.writeInTurn(handle(), source, offset, length);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unwritten(refused);
    } catch (InternalError fault) {
      throw unwritten(fault);
    }
  }

  @Override
  public final boolean hasRoom(long length) throws IOException {
    try {
      return WriteOperation.hasRoom(handle(), length);
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unwritten(refused);
    } catch (InternalError fault) {
      throw unwritten(fault);
    }
  }

  @Override
  public final WriteClaim newClaim() throws IOException {
    try {
      return HandleClaim.of(handle());
    } catch (DamagedBlockException | SystemCallException refused) {
      throw unwritten(refused);
    } catch (InternalError fault) {
      throw unwritten(fault);
    }
  }
}
