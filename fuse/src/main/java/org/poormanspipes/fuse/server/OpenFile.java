package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.FileObject;

/// What a client's descriptors refer to, from OPEN to RELEASE: the kernel's `fh`.
final class OpenFile {
  private final long number;
  private final Node node;
  private final FileObject file;
  private final @Nullable FastPath path;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final PollWait polls;

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
