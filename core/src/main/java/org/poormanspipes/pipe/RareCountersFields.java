package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of [RareCountersLayout], for people.
final class RareCountersFields {

  static final List<Field> ALL =
      List.of(
          Field.count("waits", RareCountersLayout.WAITS, "how often it slept"),
          Field.count("lost", RareCountersLayout.LOST, "bytes or messages, as it was told"));

  private RareCountersFields() {}
}
