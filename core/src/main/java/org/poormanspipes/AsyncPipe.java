package org.poormanspipes;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.time.Timeout;

/// The asynchronous side of a channel: reads and writes that no thread waits for, however many
/// pipes are waited for.
///
/// Several may be asked for; reads are done in the order in which they were asked for, and so are
/// writes. What can be done at once is done in the calling thread, and its future is complete when
/// the call returns; everything else completes in the common pool. A buffer belongs to its
/// operation until that is done.
///
/// Cancelling a future ends its wait and takes nothing; of a write it leaves what was taken.
/// Closing the channel ends all waits with an exception. Any number of threads may use it.
public final class AsyncPipe {

  private final PipeChannel channel;
  private final FastPath path;
  private final AsyncQueue reads = new AsyncQueue();
  private final AsyncQueue writes = new AsyncQueue();

  AsyncPipe(PipeChannel channel, FastPath path) {
    this.channel = channel;
    this.path = path;
  }

  /// Reads when there is something.
  ///
  /// @param target where to
  /// @return the number of bytes, or a negative outcome, as of
  ///     [PipeChannel#read(ByteBuffer, Timeout)]
  public CompletableFuture<Integer> read(ByteBuffer target) {
    return read(target, Timeout.FOREVER);
  }

  /// Reads when there is something, and gives up after `timeout`.
  ///
  /// @param target where to
  /// @param timeout how long to wait for data
  /// @return the number of bytes, or a negative outcome, as of
  ///     [PipeChannel#read(ByteBuffer, Timeout)]
  public CompletableFuture<Integer> read(ByteBuffer target, Timeout timeout) {
    return reads.submit(new AsyncRead(channel, path, target, timeout));
  }

  /// Writes when there is room.
  ///
  /// @param source where from
  /// @return the number of bytes taken, or a negative outcome, as of
  ///     [PipeChannel#write(ByteBuffer, Timeout)]
  public CompletableFuture<Integer> write(ByteBuffer source) {
    return write(source, Timeout.FOREVER);
  }

  /// Writes when there is room, and gives up after `timeout`.
  ///
  /// @param source where from
  /// @param timeout how long to wait for room; pipes that never wait ignore it
  /// @return the number of bytes taken, or a negative outcome, as of
  ///     [PipeChannel#write(ByteBuffer, Timeout)]
  public CompletableFuture<Integer> write(ByteBuffer source, Timeout timeout) {
    return writes.submit(new AsyncWrite(channel, path, source, timeout));
  }

  /// What the channel reads, for one subscriber: whole messages, or what is there of a stream, each
  /// in a buffer of its own, and then the end. It reads only while there is demand; cancelling
  /// leaves the channel open. Of a broadcast, what was lost is passed over.
  ///
  /// @return a publisher
  public Flow.Publisher<ByteBuffer> publisher() {
    return new MessagePublisher(this);
  }

  CompletableFuture<AsyncMessageRead.Piece> readMessage() {
    return reads.submit(new AsyncMessageRead(channel, path));
  }

  String name() {
    return channel.name();
  }
}
