package org.poormanspipes.stop;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.poormanspipes.stop.Content.Held;

/// What a second process does after a first one died, and at which it dies in turn: by it, it meets
/// what the first left, and puts it right.
///
/// @param name what it does
/// @param held whether it does so with a handle `x` from before the first death
/// @param task what it does
/// @param maybe what it may have written, whole or not at all
record Recovery(String name, boolean held, Victim.Task task, List<byte[]> maybe) {
  static final Recovery LIST = new Recovery("list", false, party -> party.ask("list"), List.of());

  static final Recovery OPEN = new Recovery("open", false, Recovery::open, List.of());

  static final Recovery CHANGE =
      new Recovery("change", true, party -> party.set("x", Map.of("mode", "0600")), List.of());

  static final Recovery WRITE =
      new Recovery("write", true, Recovery::write, List.of(Content.message(Content.SECOND, 0)));

  private static void open(Party party) throws IOException, Exception {
    try {
      party.open("x", Pipe.NAME, "WRITE", "OPEN", Map.of());
      party.close("x");
    } catch (IOException refused) {
      if (!party.kind(refused).equals("NOT_FOUND")) {
        throw refused;
      }
    }
  }

  private static void write(Party party) throws Exception {
    party.write("x", Content.message(Content.SECOND, 0), 0);
  }

  /// A first death and a second.
  ///
  /// @param scenario how the first dies
  /// @param recovery how the second does
  /// @param stride every how many stops of the first are followed by a second death
  record Pair(Scenario scenario, Recovery recovery, int stride) {
    @Override
    public String toString() {
      return scenario + ", then " + recovery.name();
    }
  }

  /// States in which there is something to put right.
  static List<Pair> pairs() {
    Held three = Held.all(3);
    Scenario message =
        Writes.write("write", Pipe.of("message", "reject", "queue"), 2, 0)
            .holding(three.lastIsOpen(), three);
    Scenario overwrite = Writes.overwrite(Pipe.of("message", "overwrite", "broadcast"));
    Scenario temporary = Closes.temporary(Pipe.of("message", "block", "queue"));
    Scenario capacity =
        Changes.set(
            "change the capacity",
            Pipe.of("message", "block", "queue"),
            20,
            Map.of("capacity", "6000"));
    return List.of(
        new Pair(message, WRITE, 1),
        new Pair(message, CHANGE, 3),
        new Pair(message, LIST, 4),
        new Pair(overwrite, WRITE, 1),
        new Pair(temporary, LIST, 6),
        new Pair(temporary, OPEN, 7),
        new Pair(capacity, CHANGE, 7),
        new Pair(capacity, LIST, 11),
        new Pair(Opens.grow(Pipe.of("message", "block", "queue")), OPEN, 7));
  }
}
