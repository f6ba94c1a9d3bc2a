package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;
import org.poormanspipes.mutex.WaitWordFields;

/// The fields of [PipeLayout], for people. The ring's control part, the mutex in it, the totals and
/// the slots have tables of their own.
final class PipeFields {

  private static final int SLOT_BITS = 0x7fff_ffff;

  static final List<Field> IDENTITY =
      List.of(
          Field.bits("number", PipeLayout.NUMBER, "the hash of the key"),
          Field.time("created", PipeLayout.CREATED, "when it was made"),
          Field.id("uid", PipeLayout.UID, "its owner"),
          Field.id("gid", PipeLayout.GID, "its group"),
          Field.choice("type", PipeLayout.TYPE, "a stream or messages", "byte", "message"),
          Field.choice("delivery", PipeLayout.DELIVERY, "to one or all", "queue", "broadcast"),
          Field.smallCount("name-at", PipeLayout.NAME_AT, "where the name lies"),
          Field.smallCount("name-length", PipeLayout.NAME_LENGTH, "in bytes"),
          Field.smallCount("key-at", PipeLayout.KEY_AT, "where the key lies"),
          Field.smallCount("key-length", PipeLayout.KEY_LENGTH, "in bytes"));

  static final List<Field> SETTINGS =
      List.of(
          Field.choice(
              "when-full",
              PipeLayout.WHEN_FULL,
              "what a write does",
              "block",
              "reject",
              "overwrite"),
          Field.choice(
              "lifetime", PipeLayout.LIFETIME, "when it goes", "drain", "temporary", "permanent"),
          Field.int64("capacity", PipeLayout.CAPACITY, "in bytes", PipeFields::capacity),
          Field.mode("mode", PipeLayout.MODE, "who may use it"),
          Field.flag("pinned", PipeLayout.PINNED, "never paged out"),
          Field.flag("deleted", PipeLayout.DELETED, "its name is gone"),
          Field.flag("used", PipeLayout.USED, "was opened for reading or writing"),
          Field.count("writer-opens", PipeLayout.WRITER_OPENS, "how often, for writing"),
          Field.smallCount("slot-count", PipeLayout.SLOT_COUNT, "handle slots"),
          Field.smallCount("slots-at", PipeLayout.SLOTS_AT, "where the first lies"),
          Field.count("read-up-to", PipeLayout.READ_UP_TO, "by readers that are gone"),
          Field.int64(
              "writer-line", PipeLayout.WRITER_LINE, "who waits next for room", PipeFields::line));

  static final List<Field> ACCESS =
      List.of(
          Field.choice(
              "policy", PipeLayout.POLICY, "besides the mode", "mode", "root", "registered"),
          Field.int32(
              "access-epoch",
              PipeLayout.ACCESS_EPOCH,
              "of mode, owner and list",
              PipeFields::epoch),
          Field.smallCount("allow-length", PipeLayout.ALLOW_LENGTH, "of the list, in bytes"),
          Field.text("allow", PipeLayout.ALLOW, PipeLayout.MAX_ALLOW, "who is registered"));

  static final List<Field> WAITING =
      List.of(
          WaitWordFields.of("data-word", PipeLayout.DATA_WORD, "on which readers sleep"),
          WaitWordFields.of("room-word", PipeLayout.ROOM_WORD, "on which writers sleep"),
          Field.bytes(
              "waiting-processes",
              PipeLayout.WAITING_PROCESSES,
              DeviceLayout.MAX_PROCESSES / Byte.SIZE,
              "a bit for each slot of the device"));

  private PipeFields() {}

  private static Shown capacity(long value) {
    return new Shown(Long.toString(value), value > 0 ? null : "is not positive");
  }

  private static Shown line(long value) {
    int slot = (int) value & SLOT_BITS;
    return Shown.of(
        "0x"
            + Long.toHexString(value)
            + (slot == 0
                ? " nobody"
                : " slot " + (slot - 1) + " needs " + (value >>> Integer.SIZE) * Long.BYTES)
            + ((int) value < 0 ? ", others wait" : ""));
  }

  private static Shown epoch(long value) {
    return Shown.of(value + ((value & 1) != 0 ? " is being changed" : ""));
  }
}
