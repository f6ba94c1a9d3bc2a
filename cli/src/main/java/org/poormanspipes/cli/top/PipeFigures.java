package org.poormanspipes.cli.top;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;

/// What one look tells of one pipe.
///
/// @param identity what no other pipe has, a later one of the same name included
/// @param name its name as it can be asked for; null if it is damaged
/// @param label its name for a person, or its number; on one line, without control characters
/// @param traits what it is
/// @param capacity how many bytes it holds
/// @param used how many of them are in use
/// @param moved what went through it since it was made
/// @param handles who has it open
/// @param damage what is wrong with it, or null
public record PipeFigures(
    String identity,
    @Nullable String name,
    String label,
    Traits traits,
    long capacity,
    long used,
    Moved moved,
    Handles handles,
    @Nullable String damage) {

  /// What a pipe is, in the words of `pmp create`; empty for a damaged one.
  ///
  /// @param type `byte` or `message`
  /// @param delivery `queue` or `broadcast`
  /// @param whenFull `block`, `reject` or `overwrite`
  public record Traits(String type, String delivery, String whenFull) {

    /// Whether messages are counted, rather than bytes.
    ///
    /// @return true for messages
    public boolean messages() {
      return type.equals("message");
    }

    /// Whether being full is what it is for.
    ///
    /// @return true if it overwrites
    public boolean overwrites() {
      return whenFull.equals("overwrite");
    }
  }

  /// Sums since the pipe was made.
  ///
  /// @param bytesIn bytes that were written
  /// @param bytesOut bytes that were read
  /// @param messagesIn messages that were written; of a stream, calls
  /// @param messagesOut messages that were read; of a stream, calls
  /// @param lost bytes of a stream, or messages, that no reader of a queue, or some reader of a
  ///     broadcast, got
  public record Moved(long bytesIn, long bytesOut, long messagesIn, long messagesOut, long lost) {}

  /// How many handles are open.
  ///
  /// @param readers those that read
  /// @param writers those that write
  /// @param waiting those that wait for something
  public record Handles(long readers, long writers, long waiting) {}

  /// Reads a description.
  ///
  /// @param pipe what a device's list tells of it
  /// @return the figures
  public static PipeFigures of(Attributes pipe) {
    String name = pipe.text("name");
    String number = text(pipe, "number");
    String damage = pipe.text("damage");
    Traits traits = new Traits(text(pipe, "type"), text(pipe, "delivery"), text(pipe, "when-full"));
    // Writers of a broadcast drop what everybody may have read.
    boolean broadcast = traits.delivery().equals("broadcast");
    return new PipeFigures(
        number + " " + text(pipe, "created"),
        name,
        name == null
            ? "(number " + PipeName.printable(number) + ")"
            : name.isEmpty() ? "(unnamed)" : PipeName.printable(name),
        traits,
        pipe.number("capacity"),
        pipe.number("used"),
        new Moved(
            pipe.number("bytes-in"),
            pipe.number("bytes-out"),
            pipe.number("messages-in"),
            pipe.number("messages-out"),
            pipe.number(broadcast ? "lost" : "overwritten")),
        new Handles(pipe.number("readers"), pipe.number("writers"), pipe.number("waiting")),
        damage == null ? null : PipeName.printable(damage));
  }

  private static String text(Attributes pipe, String name) {
    String text = pipe.text(name);
    return text == null ? "" : text;
  }

  /// How full it is.
  ///
  /// @return from 0 to 1
  public double fill() {
    return capacity <= 0 ? 0 : Math.clamp((double) used / capacity, 0, 1);
  }
}
