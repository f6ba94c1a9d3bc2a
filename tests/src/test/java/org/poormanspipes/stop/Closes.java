package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.stop.Content.Held;

/// Closes that are stopped.
final class Closes {
  private static final Held NOTHING = Held.all(0);
  private static final Held TWO = Held.all(2);

  private Closes() {}

  static List<Scenario> all() {
    Pipe messages = Pipe.of("message", "block", "queue");
    List<Scenario> all = new ArrayList<>();
    all.add(temporary(messages));
    all.add(last("close the last of a permanent pipe", messages.with("lifetime", "permanent"), 2));
    for (String type : List.of("message", "byte")) {
      Pipe pipe = Pipe.of(type, "block", "queue");
      all.add(
          last("close the last, all read", pipe, 0)
              .holding(NOTHING, NOTHING)
              .living(Existence.GONE, Existence.GONE));
      all.add(last("close the last, not all read", pipe, 2));
      all.add(notLast("close, not the last", pipe));
      Pipe broadcast = Pipe.of(type, "block", "broadcast");
      all.add(notLast("close, not the last", broadcast));
      all.add(
          reader("close a reader that has all", broadcast, 2)
              .holding(NOTHING, NOTHING)
              .living(Existence.GONE, Existence.GONE));
      all.add(reader("close a reader that has a part", broadcast, 1));
    }
    return all;
  }

  static Scenario temporary(Pipe pipe) {
    return last("close the last of a temporary pipe", pipe.with("lifetime", "temporary"), 2)
        .holding(NOTHING, NOTHING)
        .living(Existence.GONE, Existence.GONE);
  }

  private static Scenario last(String name, Pipe pipe, int content) {
    return Scenario.of(name, pipe, 12)
        .prepared(world -> {
          world.openVictim("READ_WRITE");
          world.fill(content);
        })
        .operating(party -> party.close("h"))
        .holding(Held.all(content), Held.all(content))
        .meeting(Contact.FRESH, Contact.LISTED);
  }

  private static Scenario notLast(String name, Pipe pipe) {
    return last(name, pipe, 2)
        .prepared(world -> {
          world.openHeld();
          world.openVictim("WRITE");
          world.fill(2);
        })
        .meeting(Contact.HELD_READ, Contact.HELD_WRITE, Contact.SLEEPING);
  }

  private static Scenario reader(String name, Pipe pipe, int read) {
    return last(name, pipe, 2)
        .prepared(world -> {
          world.openVictim("READ");
          world.fill(2);
          world
              .victim()
              .run(
                  "reading",
                  party -> {
                    for (int i = 0; i < read; i++) {
                      party.read("h", Content.LENGTH, 0);
                    }
                  });
        })
        .holding(TWO, TWO);
  }
}
