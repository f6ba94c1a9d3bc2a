package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.time.Timeout;

/// Reads units to the end of the stream, checks each, and notes what came.
final class ReaderTask {
  private static final int POLL_NANOS = 100_000;

  private final Task task;
  private final Board.Cell cell;
  private final PipeChannel pipe;
  private final Journal journal;
  private final Timeout timeout;
  private final byte[] bytes;
  private long kept;

  ReaderTask(Task task, Board.Cell cell, PipeChannel pipe, Journal journal) {
    this.task = task;
    this.cell = cell;
    this.pipe = pipe;
    this.journal = journal;
    this.timeout = task.timeout();
    this.bytes = new byte[task.messages() ? task.longest() : task.burst() * task.shortest()];
  }

  void run() throws IOException {
    while (!cell.stopped()) {
      cell.intent(task.messages() ? 1 : task.burst());
      // A buffer shorter than the message makes the handle keep the rest.
      int length = task.messages() ? Math.min(task.burst(), bytes.length) : bytes.length;
      int read = pipe.read(ByteBuffer.wrap(bytes, 0, length), timeout);
      if (read == Outcome.END) {
        return;
      }
      note(read);
      cell.intent(0);
    }
  }

  /// How much of the pipe's capacity took what came since the last loss.
  long kept() {
    return kept;
  }

  private void note(int read) throws IOException {
    switch (read) {
      case Outcome.EMPTY -> {
        cell.looked();
        if (timeout.isNow()) {
          LockSupport.parkNanos(POLL_NANOS);
        }
      }
      case Outcome.LOST -> {
        journal.lost(lostUnits());
        kept = 0;
      }
      default -> {
        if (read < 0) {
          throw new IllegalStateException("read: " + Outcome.describe(read));
        }
        units(read);
      }
    }
  }

  private void units(int read) throws IOException {
    if (task.messages()) {
      int length = read + rest(read);
      journal.received(NumberedMessage.parse(bytes, 0, length));
      kept += FrameLayout.frame(length);
      return;
    }
    requireWhole(read);
    for (int at = 0; at < read; at += task.shortest()) {
      journal.received(NumberedMessage.parse(bytes, at, task.shortest()));
    }
    kept += read;
  }

  private int rest(int read) throws IOException {
    int at = read;
    while (pipe.remainder() > 0) {
      at += pipe.read(ByteBuffer.wrap(bytes, at, bytes.length - at), Timeout.NOW);
    }
    return at - read;
  }

  private long lostUnits() {
    if (task.messages()) {
      return pipe.lost();
    }
    requireWhole(pipe.lost());
    return pipe.lost() / task.shortest();
  }

  private void requireWhole(long length) {
    if (length % task.shortest() != 0) {
      throw new IllegalStateException("torn: a part of a unit, bytes=" + length);
    }
  }
}
