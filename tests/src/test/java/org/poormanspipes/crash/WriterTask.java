package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.time.Timeout;

/// Writes numbered units, and notes after each call how many were taken. Units are made ahead, so
/// that most of the time is spent in the pipe.
///
/// In a stream all units have one length, of which the capacity is a multiple, and a call moves
/// whole units: then whatever is taken in part, dropped, or lost with a reader, is whole units too,
/// and anything else is found as a torn one.
final class WriterTask {
  private static final int AHEAD = 64;
  private static final int IDLE_NANOS = 1_000_000;
  private static final int REFUSED_NANOS = 1_000;

  private final Task task;
  private final Board.Cell cell;
  private final PipeChannel pipe;
  private final Timeout timeout;
  private final Random random;
  private int next;

  WriterTask(Task task, Board.Cell cell, PipeChannel pipe) {
    this.task = task;
    this.cell = cell;
    this.pipe = pipe;
    this.timeout = task.timeout();
    this.random = new Random(task.seed());
  }

  void run() throws IOException {
    ByteBuffer[] calls = new ByteBuffer[AHEAD];
    while (!cell.stopped()) {
      if (next >= task.limit() && !cell.unlimited()) {
        LockSupport.parkNanos(IDLE_NANOS);
        continue;
      }
      for (int i = 0; i < AHEAD; i++) {
        calls[i] = call();
      }
      for (ByteBuffer call : calls) {
        if (!write(call)) {
          return;
        }
      }
    }
  }

  private ByteBuffer call() {
    if (task.messages()) {
      int length = random.nextInt(task.shortest(), task.longest() + 1);
      return ByteBuffer.wrap(new NumberedMessage(task.producer(), next++).bytes(length));
    }
    int units = random.nextInt(1, task.burst() + 1);
    ByteBuffer call = ByteBuffer.allocate(units * task.shortest());
    for (int i = 0; i < units; i++) {
      call.put(new NumberedMessage(task.producer(), next++).bytes(task.shortest()));
    }
    return call.flip();
  }

  /// Until all is taken, or nobody wants any more.
  private boolean write(ByteBuffer call) throws IOException {
    while (true) {
      int units = units(call.remaining());
      cell.intent(units);
      int taken = pipe.write(call, timeout);
      if (taken >= 0) {
        // Units and not bytes: an empty rest is no unit of a stream, but a message is one.
        cell.acked(cell.acked() + units(taken));
        if (!call.hasRemaining()) {
          return true;
        }
      }
      if (cell.stopped()) {
        return false;
      }
      LockSupport.parkNanos(REFUSED_NANOS);
    }
  }

  private int units(int bytes) {
    if (task.messages()) {
      return 1;
    }
    if (bytes % task.shortest() != 0) {
      throw new IllegalStateException("a part of a unit was taken: bytes=" + bytes);
    }
    return bytes / task.shortest();
  }
}
