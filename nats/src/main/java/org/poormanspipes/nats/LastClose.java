package org.poormanspipes.nats;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The rules of a pipe's last close: whether it goes now, and how.
final class LastClose {

  private LastClose() {}

  /// Changes who has a pipe open; if that is nobody any more, and the pipe's lifetime says so, the
  /// same change deletes it.
  ///
  /// @return the record afterwards; null if the pipe is gone
  static @Nullable PipeRecord settle(NatsDeviceContext device, String id, Records.Change change)
      throws IOException {
    PipeRecord after =
        device
            .records()
            .change(
                id,
                before -> {
                  PipeRecord changed = change.of(before);
                  PipeRecord now = changed == null ? before : changed;
                  boolean goes = !now.deleted() && isOver(device, now);
                  return goes ? deleted(now) : before.equals(changed) ? null : changed;
                });
    if (after == null || !after.deleted()) {
      return after;
    }
    if (after.handles().isEmpty()) {
      remove(device, after);
    }
    return null;
  }

  static PipeRecord deleted(PipeRecord record) {
    return record.with(record.life().deletedNow());
  }

  private static boolean isOver(NatsDeviceContext device, PipeRecord record) throws IOException {
    if (!record.handles().isEmpty()) {
      return false;
    }
    if (!device.records().name(record.key()).id().equals(record.id())) {
      // Its maker died before it had a name.
      return true;
    }
    return record.life().used()
        && switch (record.properties().lifetime()) {
          case PERMANENT -> false;
          case TEMPORARY -> true;
          case DRAIN -> isDrained(device, record);
        };
  }

  private static boolean isDrained(NatsDeviceContext device, PipeRecord record) throws IOException {
    try {
      return Figures.of(device, record).isDrained();
    } catch (Lost withItsStream) {
      return true;
    }
  }

  /// Removes a deleted pipe that nobody has open. The record goes last: until then it says what is
  /// left to do, whoever comes by.
  static void remove(NatsDeviceContext device, PipeRecord record) throws IOException {
    device.streams().remove(device.subjects().dataStream(record.id()));
    device.records().free(record.key(), record.id());
    device.state().removeAll(device.subjects().state(record.id()));
  }
}
