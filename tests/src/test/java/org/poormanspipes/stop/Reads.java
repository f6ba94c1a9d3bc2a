package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poormanspipes.stop.Content.Held;

/// Reads and looks that are stopped.
final class Reads {
  private static final int LONG = 10_000;
  private static final int SMALL = 10;
  private static final Held THREE = Held.all(3);

  private Reads() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String type : List.of("message", "byte")) {
      Pipe queue = Pipe.of(type, "block", "queue");
      Pipe broadcast = Pipe.of(type, "block", "broadcast");
      all.add(read("read", queue, 3, Content.LENGTH).holding(THREE.firstIsOpen(), THREE.from(1)));
      all.add(read("read", broadcast, 3, Content.LENGTH));
      all.add(lost(Pipe.of(type, "overwrite", "broadcast")));
      all.add(waiting(queue));
      all.add(end(queue));
      all.add(peek(queue));
      all.add(peek(broadcast));
      all.add(poll(queue, 3).holding(THREE.firstAreOpen(3), THREE.from(3)));
      all.add(poll(broadcast, 3));
      all.add(poll(Pipe.of(type, "overwrite", "broadcast"), 3));
    }
    Pipe messages = Pipe.of("message", "block", "queue");
    all.add(
        read("read a part of a message", messages, 3, SMALL)
            .holding(THREE.firstIsOpen(), THREE.from(1)));
    all.add(read("read a part of a message", Pipe.of("message", "block", "broadcast"), 3, SMALL));
    return all;
  }

  /// Of three messages the first.
  private static Scenario read(String name, Pipe pipe, int least, int size) {
    return Scenario.of(name, pipe, least)
        .prepared(world -> {
          world.openHeld();
          world.openVictim("READ");
          world.fill(3);
        })
        .operating(party -> party.read("h", size, 0))
        .holding(THREE, THREE)
        .meeting(Contact.HELD_WRITE, Contact.HELD_READ, Contact.FRESH, Contact.LISTED);
  }

  /// All three at once: a queue's are claimed by one store.
  private static Scenario poll(Pipe pipe, int least) {
    return read("poll", pipe, least, 0)
        .operating(party -> party.poll("h", 10))
        .living(Existence.EITHER, Existence.GONE);
  }

  /// The next to read was overwritten.
  private static Scenario lost(Pipe pipe) {
    Held held = Held.all(9).keeping(pipe.messages() ? 5 : 6);
    return read("read what is lost", pipe, 1, Content.LENGTH)
        .prepared(world -> {
          world.openHeld();
          world.openVictim("READ");
          world.fill(9);
        })
        .holding(held, held);
  }

  /// Until another process writes.
  private static Scenario waiting(Pipe pipe) {
    Held one = Held.all(1);
    return read("read when there is something", pipe, 7, Content.LENGTH)
        .prepared(world -> {
          world.openHeld();
          world.openVictim("READ");
        })
        .operating(
            party -> party.read("h", Content.LENGTH, LONG),
            other -> {
              other.open("m", Pipe.NAME, "WRITE", "OPEN", Map.of());
              other.write("m", Content.message(Content.FIRST, 0), 0);
              other.close("m");
            })
        .holding(new Held(0, 1, 0, 1, -1, -1), one.from(1))
        .living(Existence.EITHER, Existence.GONE);
  }

  /// The last writer has gone, and there is nothing left.
  private static Scenario end(Pipe pipe) {
    return read("read the end", pipe, 0, Content.LENGTH)
        .prepared(world -> {
          world.openVictim("READ");
          world.fill(0);
        })
        .holding(Held.all(0), Held.all(0))
        .living(Existence.GONE, Existence.GONE)
        .meeting(Contact.FRESH);
  }

  private static Scenario peek(Pipe pipe) {
    return read("peek", pipe, 0, Content.LENGTH).operating(party -> party.peek("h", SMALL));
  }
}
