package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.fuse.wire.Reply;

/// What a client's descriptors refer to, from OPEN to RELEASE: the kernel's `fh`.
final class OpenFile {
  private final long number;
  private final Node node;
  private final FileObject file;
  private final @Nullable FastPath path;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final PollWait polls;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();

  /// What was read for a client who waited no longer: the next one's. Guarded by itself.
  private final Deque<byte[]> putBack = new ArrayDeque<>();

  /// How large the last write was that found no room: a poll waits for so much.
  private volatile long wanted = 1;

  OpenFile(long number, Node node, FileObject file, PollWait polls) {
    this.number = number;
    this.node = node;
    this.file = file;
    this.path = file.fastPath();
    this.polls = polls;
  }

  long number() {
    return number;
  }

  Node node() {
    return node;
  }

  FileObject file() {
    return file;
  }

  /// The way that needs no thread to wait; null if the driver has none.
  @Nullable FastPath path() {
    return path;
  }

  PollWait polls() {
    return polls;
  }

  /// What a broadcast dropped before this handle read it: bytes or messages.
  AtomicLong lost() {
    return lost;
  }

  /// Empty messages that were passed over: to a program that reads a file, nothing is the end.
  AtomicLong skipped() {
    return skipped;
  }

  /// Reads of a device on another machine are tried one at a time.
  ReentrantLock reading() {
    return reading;
  }

  /// And so are writes.
  ReentrantLock writing() {
    return writing;
  }

  /// Keeps what was read for nobody; what is kept already lay behind it, for reads take the front.
  void putBack(byte[] bytes) {
    synchronized (putBack) {
      putBack.addFirst(bytes);
    }
  }

  /// Fills a reply with what was read for nobody.
  ///
  /// @param size the most that there is room for
  /// @return how much it is
  long takeBack(Reply reply, int size) {
    synchronized (putBack) {
      byte[] first = putBack.poll();
      if (first == null) {
        return 0;
      }
      if (first.length > size) {
        putBack.addFirst(Arrays.copyOfRange(first, size, first.length));
      }
      int count = Math.min(size, first.length);
      reply.bytes(Arrays.copyOf(first, count));
      return count;
    }
  }

  /// Whether a read would return something: data, the end, or that some was lost.
  boolean hasData(FastPath way) throws IOException {
    synchronized (putBack) {
      if (!putBack.isEmpty()) {
        return true;
      }
    }
    return way.peek(MemorySegment.ofArray(new byte[1]), 0, 1) != Outcome.EMPTY;
  }

  long wanted() {
    return wanted;
  }

  void wants(long length) {
    wanted = length;
  }

  void close() throws IOException {
    polls.cancel();
    file.closeHandle();
  }
}
