package org.poormanspipes.ring;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of [RingLayout] and of a [Cursor], for people. The writers' mutex, which lies between
/// the first, has a table of its own.
public final class RingFields {

  /// The control part.
  public static final List<Field> CONTROL =
      List.of(
          Field.count("head", RingLayout.HEAD, "the position that readers claim next"),
          Field.count("generation", RingLayout.GENERATION, "of the file with the ring's bytes"),
          Field.count("frame-tail", RingLayout.FRAME_TAIL, "where the next message goes"),
          Field.count("sequence", RingLayout.SEQUENCE, "the number of the next message"),
          Field.count("joins", RingLayout.JOINS, "how often a reader joined a broadcast"),
          Field.count("writers-generation", RingLayout.WRITERS_GENERATION, "for writers"),
          Field.count("peak", RingLayout.PEAK, "the most bytes that it held"),
          Field.count("byte-tail", RingLayout.BYTE_TAIL, "the end of what a stream holds"),
          Field.count("floor", RingLayout.FLOOR, "the oldest position of a broadcast"));

  /// Where a reader of a broadcast is.
  public static final List<Field> CURSOR =
      List.of(
          Field.count("position", Cursor.POSITION, "where it reads next"),
          Field.count("sequence", Cursor.SEQUENCE, "the number of the message there"),
          Field.count("start", Cursor.START, "where it began"));

  private RingFields() {}
}
