package org.poormanspipes.pipe;

import java.io.IOException;
import java.time.Duration;
import org.poormanspipes.PipeType;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.mutex.RobustMutex;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.ring.BroadcastJoin;
import org.poormanspipes.ring.Cursor;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.time.Timeout;

/// A new reader of a broadcast pipe. Its cursor is set, and its slot goes live, under the pipe's
/// mutex: a writer that waits for the slowest reader then either sees it, or has not yet looked.
final class BroadcastReader {

  private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(5));

  private BroadcastReader() {}

  static void join(PipeContext pipe, Slot slot, StartAt startAt) throws IOException {
    RobustMutex mutex = pipe.mutex();
    SlotOwner owner = new SlotOwner(slot, pipe.source());
    WaitResult lock = mutex.acquireUninterruptibly(owner, WaitReason.LOCK, PATIENCE);
    if (!lock.acquired()) {
      throw new DeviceException(
          Kind.BUSY,
          "the pipe '"
              + pipe.name()
              + "' is locked by a handle that does not go on, perhaps it is"
              + " stopped: gave up after "
              + PATIENCE);
    }
    try {
      if (lock == WaitResult.ABANDONED && !RingRepair.repair(pipe)) {
        throw Rights.damaged(pipe);
      }
      Storage storage = pipe.storages().use();
      try {
        setCursor(pipe.type(), storage.geometry(), slot.cursor(), startAt);
      } finally {
        pipe.storages().release(storage);
      }
      slot.liveRelease();
    } finally {
      mutex.release(owner);
    }
  }

  private static void setCursor(
      PipeType type, RingGeometry geometry, Cursor cursor, StartAt startAt) {
    BroadcastJoin join = new BroadcastJoin(geometry);
    boolean oldest = startAt == StartAt.OLDEST;
    if (type == PipeType.BYTE) {
      if (oldest) {
        join.bytesFromOldest(cursor);
      } else {
        join.bytesFromNewest(cursor);
      }
    } else if (oldest) {
      join.messagesFromOldest(cursor);
    } else {
      join.messagesFromNewest(cursor);
    }
  }
}
