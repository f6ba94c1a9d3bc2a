package org.poormanspipes.layout;

import java.time.Instant;
import java.util.function.LongFunction;
import org.poormanspipes.linux.Words;

/// A field of shared memory. It may hold anything, so showing it never fails while it lies inside
/// the memory.
///
/// @param name what it is called, unique in its table
/// @param offset where it begins, from where its table does
/// @param size how many bytes it has
/// @param type how they are to be taken
/// @param meaning what it is, for people
/// @param number says what a number says; not used for others
public record Field(
    String name, int offset, int size, FieldType type, String meaning, LongFunction<Shown> number) {

  private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

  /// A number of 32 bits, as it is.
  public static Field int32(String name, int offset, String meaning) {
    return int32(name, offset, meaning, value -> Shown.of(Long.toString(value)));
  }

  /// A number of 32 bits that says something else.
  public static Field int32(String name, int offset, String meaning, LongFunction<Shown> number) {
    return new Field(name, offset, Integer.BYTES, FieldType.INT32, meaning, number);
  }

  /// A number of 64 bits that says something else.
  public static Field int64(String name, int offset, String meaning, LongFunction<Shown> number) {
    return new Field(name, offset, Long.BYTES, FieldType.INT64, meaning, number);
  }

  /// A number of a user, a group or a process: all 32 bits count.
  public static Field id(String name, int offset, String meaning) {
    return int32(
        name,
        offset,
        meaning,
        value -> Shown.of(Long.toString(Integer.toUnsignedLong((int) value))));
  }

  /// How many of something there are, or where something is: never negative.
  public static Field count(String name, int offset, String meaning) {
    return int64(name, offset, meaning, Field::natural);
  }

  /// The same, in 32 bits.
  public static Field smallCount(String name, int offset, String meaning) {
    return int32(name, offset, meaning, Field::natural);
  }

  private static Shown natural(long value) {
    return new Shown(Long.toString(value), value < 0 ? "is negative" : null);
  }

  /// A number of 64 bits of which the bits count.
  public static Field bits(String name, int offset, String meaning) {
    return int64(name, offset, meaning, value -> Shown.of("0x" + Long.toHexString(value)));
  }

  /// Yes or no.
  public static Field flag(String name, int offset, String meaning) {
    return choice(name, offset, meaning, "no", "yes");
  }

  /// One of several words, by its number from 0. Any other number counts as the first.
  public static Field choice(String name, int offset, String meaning, String... words) {
    return int32(
        name,
        offset,
        meaning,
        value ->
            value >= 0 && value < words.length
                ? Shown.of(value + " " + words[(int) value])
                : new Shown(
                    Long.toString(value),
                    "is none of 0 to " + (words.length - 1) + ", and counts as " + words[0]));
  }

  /// An instant, in milliseconds since 1970; 0 for none.
  public static Field time(String name, int offset, String meaning) {
    return int64(
        name,
        offset,
        meaning,
        value ->
            value < 0 || value > LATEST
                ? new Shown(Long.toString(value), "is no time of this age")
                : Shown.of(value == 0 ? "0" : value + " " + Instant.ofEpochMilli(value)));
  }

  /// Permissions.
  public static Field mode(String name, int offset, String meaning) {
    return int32(
        name,
        offset,
        meaning,
        value ->
            new Shown(
                "0" + Integer.toOctalString((int) value),
                (value & ~0777) == 0 ? null : "has bits that no permissions have"));
  }

  /// UTF-8, filled up with NULs.
  public static Field text(String name, int offset, int size, String meaning) {
    return new Field(name, offset, size, FieldType.TEXT, meaning, value -> Shown.of(""));
  }

  /// Bytes that are shown as such.
  public static Field bytes(String name, int offset, int size, String meaning) {
    return new Field(name, offset, size, FieldType.BYTES, meaning, value -> Shown.of(""));
  }

  /// What it says.
  ///
  /// @param memory the memory, or a copy of it
  /// @param base where in it the table begins
  /// @return the value, for people
  public Shown show(Words memory, long base) {
    long at = base + offset;
    return switch (type) {
      case INT32, INT64 -> number.apply(type.number(memory, at));
      case TEXT -> Shown.of(FieldType.text(memory, at, size));
      case BYTES -> Shown.of(FieldType.hex(memory, at, size));
    };
  }

  /// Where it ends, from where its table begins.
  ///
  /// @return an offset
  public int end() {
    return offset + size;
  }
}
