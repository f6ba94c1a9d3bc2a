package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of [ProcessLayout], for people.
final class ProcessFields {

  static final Field STATE = Field.choice("state", ProcessLayout.STATE, "", "free", "attached");

  static final List<Field> ALL =
      List.of(
          STATE,
          Field.id("pid", ProcessLayout.PID, "its number"),
          Field.time("since", ProcessLayout.SINCE, "when it came"),
          Field.id("uid", ProcessLayout.UID, "whose"),
          Field.id("doorbell", ProcessLayout.DOORBELL, "how often it was rung"),
          Field.text("program", ProcessLayout.PROGRAM, ProcessLayout.MAX_PROGRAM, "its name"));

  private ProcessFields() {}
}
