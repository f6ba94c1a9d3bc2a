package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.poormanspipes.stop.Content.Held;

/// Opens that are stopped.
final class Opens {
  /// The handles for which a new pipe's block has room.
  private static final int SLOTS = 9;

  private Opens() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    Pipe queue = Pipe.of("message", "block", "queue");
    Pipe broadcast = Pipe.of("byte", "block", "broadcast");
    all.add(make(queue, "WRITE", Existence.EITHER));
    all.add(make(queue.with("lifetime", "temporary"), "READ", Existence.GONE));
    all.add(make(broadcast.with("lifetime", "permanent"), "READ_WRITE", Existence.THERE));
    all.add(make(queue, "ATTRIBUTES", Existence.THERE));
    for (String access : List.of("ATTRIBUTES", "READ", "WRITE", "READ_WRITE")) {
      all.add(find(queue, access, "newest"));
    }
    for (String type : List.of("message", "byte")) {
      for (String from : List.of("newest", "oldest")) {
        all.add(find(Pipe.of(type, "block", "broadcast"), "READ", from));
      }
    }
    all.add(grow(queue));
    return all;
  }

  private static Scenario make(Pipe pipe, String access, Existence done) {
    return Scenario.of("open a pipe that is made", pipe, 60)
        .operating(party -> party.open("h", Pipe.NAME, access, "CREATE", pipe.options()))
        .living(Existence.EITHER, done == Existence.EITHER ? Existence.GONE : done)
        .meeting(Contact.FRESH, Contact.LISTED);
  }

  private static Scenario find(Pipe pipe, String access, String from) {
    Map<String, String> options = new TreeMap<>(pipe.options());
    options.put("from", from);
    Scenario scenario =
        Scenario.of("open a pipe", pipe, 12)
            .prepared(world -> {
              world.openHeld();
              world.fill(2);
            })
            .operating(party -> party.open("h", Pipe.NAME, access, "OPEN", options))
            .holding(Held.all(2), Held.all(2));
    // A reader of a broadcast that begins at the newest has nothing unread when it goes.
    return pipe.broadcast() && from.equals("newest")
        ? scenario
            .living(Existence.EITHER, Existence.GONE)
            .meeting(Contact.HELD_WRITE, Contact.HELD_READ, Contact.SLEEPING)
        : scenario;
  }

  /// The block has no room for another handle, and grows.
  static Scenario grow(Pipe pipe) {
    return find(pipe, "WRITE", "newest")
        .named("open a pipe that grows", 25)
        .prepared(world -> {
          world.openHeld();
          world.fill(2);
          world.openMany(SLOTS - (world.contact().held() ? 2 : 0));
        })
        .meeting(EnumSet.complementOf(EnumSet.of(Contact.SLEEPING)));
  }
}
