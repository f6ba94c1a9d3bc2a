package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of [SlotLayout], for people. Its cursor and its counters have tables of their own.
final class SlotFields {

  static final Field STATE = Field.choice("state", SlotLayout.STATE, "of the slot", "free", "live");

  static final List<Field> ALL =
      List.of(
          STATE,
          Field.choice(
              "access", SlotLayout.ACCESS, "may", "attributes", "read", "write", "read-write"),
          Field.id("pid", SlotLayout.PID, "its process"),
          Field.id("uid", SlotLayout.UID, "whose"),
          Field.int32("process", SlotLayout.PROCESS, "its slot among the device's processes"),
          Field.choice(
              "wait-reason", SlotLayout.WAIT_REASON, "waits for", "none", "data", "room", "lock"),
          Field.time("since", SlotLayout.SINCE, "when it was opened"),
          Field.time("waiting-since", SlotLayout.WAITING_SINCE, "when it last began to wait"),
          Field.flag("sole-writer", SlotLayout.SOLE_WRITER, "no other may write"),
          Field.flag("in-place", SlotLayout.IN_PLACE, "reads a broadcast where it lies"),
          Field.text("program", SlotLayout.PROGRAM, SlotLayout.MAX_PROGRAM, "its name"),
          Field.flag("inside", SlotLayout.INSIDE, "writes without the mutex's word"),
          Field.id("client-pid", SlotLayout.CLIENT_PID, "on whose behalf, 0 for its own"),
          Field.id("client-uid", SlotLayout.CLIENT_UID, "on whose behalf"));

  private SlotFields() {}
}
