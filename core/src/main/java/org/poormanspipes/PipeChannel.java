package org.poormanspipes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.time.Timeout;

/// An open handle of a pipe.
///
/// Calls without a [Timeout] wait as the pipe's nature says: a read waits while the pipe is empty,
/// a write waits only where the pipe is of the kind `block`. Calls with one wait that long at most,
/// and return a count or a negative [Outcome]. A message larger than the buffer is handed out over
/// the next reads; [#remainder()] says how much of it is left.
///
/// Any number of threads may use a channel; reads take turns, and so do writes. Interrupting a
/// waiting thread ends its wait and leaves the channel open; closing the channel ends all its
/// waits.
public final class PipeChannel extends NioChannel {

  private final FileObject file;
  private final FastPath path;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final BufferMemory targets = new BufferMemory();
  private final BufferMemory sources = new BufferMemory();
  private final AsyncPipe async;

  private PipeChannel(FileObject file, FastPath path) {
    this.file = file;
    this.path = path;
    this.async = new AsyncPipe(this, path);
  }

  /// A channel over a file that was opened for it.
  static PipeChannel over(FileObject file) throws IOException {
    FastPath path = file.fastPath();
    if (path == null) {
      file.closeHandle();
      String driver = file.device().driver().scheme();
      throw new DeviceException(
          DeviceException.Kind.UNSUPPORTED,
          "the device '" + file.device().name() + "' has no pipes: its driver is '" + driver + "'");
    }
    return new PipeChannel(file, path);
  }

  /// The pipe's name.
  ///
  /// @return the name as it was opened
  public String name() {
    return file.name();
  }

  /// What this handle may do.
  ///
  /// @return the access
  public Access access() {
    return file.access();
  }

  /// Whether one read returns one message, rather than bytes of a stream.
  ///
  /// @return true for a pipe of type `message`
  public boolean messages() {
    return path.messages();
  }

  /// Reads; waits while the pipe is empty.
  ///
  /// @param target where to
  /// @return the number of bytes (0 for an empty message), or -1 at the end of the stream
  /// @throws InterruptedIOException if the thread was interrupted; its interrupt status stays set
  /// @throws IOException if the pipe is damaged, or the channel is closed
  @Override
  public int read(ByteBuffer target) throws IOException {
    int read;
    do {
      // What was lost is told by the reads with a timeout; this one goes on with what is left.
      read = read(target, Timeout.FOREVER);
    } while (read == Outcome.LOST);
    return Settlement.of(read, "read", this);
  }

  /// Reads, and waits no longer than `timeout`.
  ///
  /// @param target where to
  /// @param timeout how long to wait for data
  /// @return the number of bytes, or [Outcome#END], [Outcome#EMPTY], [Outcome#LOST],
  ///     [Outcome#ALERTED]
  /// @throws IOException if the pipe is damaged, or the channel is closed
  public int read(ByteBuffer target, Timeout timeout) throws IOException {
    requireOpen();
    long read = path.read(targets.of(target), target.position(), target.remaining(), timeout);
    if (read > 0) {
      target.position(target.position() + (int) read);
    }
    return (int) read;
  }

  /// Reads into memory, and waits no longer than `timeout`.
  ///
  /// @param target where to, all of it
  /// @param timeout how long to wait for data
  /// @return the number of bytes, or [Outcome#END], [Outcome#EMPTY], [Outcome#LOST],
  ///     [Outcome#ALERTED]
  /// @throws IOException if the pipe is damaged, or the channel is closed
  public long read(MemorySegment target, Timeout timeout) throws IOException {
    requireOpen();
    return path.read(target, 0, target.byteSize(), timeout);
  }

  /// Copies what a read would return, and takes nothing; never waits.
  ///
  /// @param target where to
  /// @return the number of bytes, or [Outcome#END] or [Outcome#EMPTY]
  /// @throws IOException if the pipe is damaged, or the channel is closed
  public int peek(ByteBuffer target) throws IOException {
    requireOpen();
    long seen = path.peek(targets.of(target), target.position(), target.remaining());
    if (seen > 0) {
      target.position(target.position() + (int) seen);
    }
    return (int) seen;
  }

  /// How many bytes remain of a message of which the last read returned only a part.
  ///
  /// @return the number of bytes, 0 when there is no such message
  public long remainder() {
    return path.remainder();
  }

  /// How much the last [Outcome#LOST] was about: what was overwritten before this handle read it.
  ///
  /// @return bytes of a stream, or messages
  public long lost() {
    return path.lost();
  }

  /// Who did not let go of the pipe's lock when a call last returned [Outcome#BUSY].
  ///
  /// @return the number of a process, 0 if it is not known
  public int busyHolder() {
    return path.busyHolder();
  }

  /// Writes; waits for room if the pipe is of the kind `block`.
  ///
  /// @param source where from
  /// @return the number of bytes taken: all of them, unless the pipe is of a kind that does not
  ///     wait, or an interrupt or a change of the kind ended the wait after a part
  /// @throws InterruptedIOException if the thread was interrupted; its interrupt status stays set
  /// @throws IOException if it can never fit, the pipe was deleted or is damaged, or the channel is
  ///     closed
  @Override
  public int write(ByteBuffer source) throws IOException {
    return Settlement.of(write(source, Timeout.FOREVER), "write", this);
  }

  /// Writes, and waits no longer than `timeout`.
  ///
  /// @param source where from
  /// @param timeout how long to wait for room; pipes that never wait ignore it
  /// @return the number of bytes taken, or [Outcome#FULL], [Outcome#BUSY], [Outcome#ALERTED]
  /// @throws IOException if it can never fit, the pipe was deleted or is damaged, or the channel is
  ///     closed
  public int write(ByteBuffer source, Timeout timeout) throws IOException {
    requireOpen();
    long taken = path.write(sources.of(source), source.position(), source.remaining(), timeout);
    if (taken > 0) {
      source.position(source.position() + (int) taken);
    }
    return (int) taken;
  }

  /// Writes from memory, and waits no longer than `timeout`.
  ///
  /// @param source where from, all of it
  /// @param timeout how long to wait for room; pipes that never wait ignore it
  /// @return the number of bytes taken, or [Outcome#FULL], [Outcome#BUSY], [Outcome#ALERTED]
  /// @throws IOException if it can never fit, the pipe was deleted or is damaged, or the channel is
  ///     closed
  public long write(MemorySegment source, Timeout timeout) throws IOException {
    requireOpen();
    return path.write(source, 0, source.byteSize(), timeout);
  }

  /// Hands what there is to a handler; never waits. Copies nothing of a broadcast that blocks.
  ///
  /// @param handler is called for each message, or each piece of a stream
  /// @param limit how many at most, at least 1
  /// @return how many, or [Outcome#EMPTY], [Outcome#END] or [Outcome#LOST]
  /// @throws IOException if the pipe is damaged, or the channel is closed
  public long poll(SliceHandler handler, int limit) throws IOException {
    requireOpen();
    return path.poll(handler, limit);
  }

  /// Writes messages, as many at once as fit. What was written leaves the batch.
  ///
  /// @param batch the messages
  /// @param timeout how long to wait for room; pipes that never wait ignore it
  /// @return how many messages were taken, or [Outcome#FULL], [Outcome#BUSY], [Outcome#ALERTED]
  /// @throws IOException if one can never fit, the pipe is a stream, was deleted or is damaged, or
  ///     the channel is closed
  public long write(MessageBatch batch, Timeout timeout) throws IOException {
    requireOpen();
    return path.write(batch, timeout);
  }

  /// A way to write in place, for a channel opened with [PipeOptions.Builder#exclusiveWriter].
  ///
  /// @return the way; to be closed
  /// @throws IOException if others may write too, or the channel is closed
  public WriteClaim newClaim() throws IOException {
    requireOpen();
    return path.newClaim();
  }

  /// The same handle, for reads and writes that no thread waits for.
  ///
  /// @return its asynchronous side, always the same
  public AsyncPipe async() {
    return async;
  }

  /// Describes the pipe.
  ///
  /// @return its properties and figures
  /// @throws IOException if the pipe is damaged, or the channel is closed
  public Attributes stat() throws IOException {
    requireOpen();
    return file.control(new ControlRequest("stat", Map.of()));
  }

  /// Changes properties of the pipe.
  ///
  /// @param changes the new values
  /// @return its description after the change
  /// @throws IOException if a value is refused, or the channel is closed
  public Attributes set(PipeOptions changes) throws IOException {
    requireOpen();
    return file.control(new ControlRequest("set", changes.attributes()));
  }

  /// Another channel over the same handle: reading and writing go on until both are closed.
  ///
  /// @return the channel
  /// @throws ClosedChannelException if this one is closed
  public PipeChannel duplicate() throws ClosedChannelException {
    requireOpen();
    file.addHandle();
    return new PipeChannel(file, path);
  }

  /// The file object behind this channel, to look inside.
  ///
  /// @return the file object
  public FileObject fileObject() {
    return file;
  }

  @Override
  public boolean isOpen() {
    return open.get();
  }

  @Override
  public void close() throws IOException {
    if (open.compareAndSet(true, false)) {
      file.closeHandle();
    }
  }

  /// Another channel may keep the handle open; this one is closed all the same.
  private void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public String toString() {
    return "PipeChannel[" + name() + ", access=" + access() + ", open=" + isOpen() + "]";
  }
}
