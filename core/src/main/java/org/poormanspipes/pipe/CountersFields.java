package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of [CountersLayout], for people.
final class CountersFields {

  static final List<Field> ALL =
      List.of(
          Field.count("bytes-in", CountersLayout.BYTES_IN, "that writes took"),
          Field.count("bytes-out", CountersLayout.BYTES_OUT, "that reads took"),
          Field.count("messages-in", CountersLayout.MESSAGES_IN, "or pieces, that were written"),
          Field.count("messages-out", CountersLayout.MESSAGES_OUT, "or pieces, that were read"),
          Field.count("refused", CountersLayout.REFUSED, "writes that found no room"));

  private CountersFields() {}
}
