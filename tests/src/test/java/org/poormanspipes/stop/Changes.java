package org.poormanspipes.stop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.poormanspipes.stop.Content.Held;

/// Changes of properties that are stopped.
final class Changes {
  /// A reader that is asleep would take the content before the change.
  private static final Set<Contact> AWAKE = EnumSet.complementOf(EnumSet.of(Contact.SLEEPING));

  private Changes() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String type : List.of("message", "byte")) {
      for (String delivery : List.of("queue", "broadcast")) {
        Pipe pipe = Pipe.of(type, "block", delivery);
        Scenario larger = set("change the capacity", pipe, 20, Map.of("capacity", "6000"));
        Scenario smaller = set("change the capacity", pipe, 20, Map.of("capacity", "120"));
        all.add(larger);
        all.add(pipe.messages() ? smaller : smaller.meeting(Contact.HELD_READ));
        all.add(refused(pipe));
      }
    }
    Pipe pipe = Pipe.of("message", "block", "queue");
    all.add(set("change when-full", pipe, 8, Map.of("when-full", "overwrite")));
    all.add(set("change the lifetime", pipe, 8, Map.of("lifetime", "permanent")));
    all.add(set("change the mode", pipe, 12, Map.of("mode", "0640")));
    Map<String, String> registered = Map.of("access", "registered", "allow", "uid:7");
    all.add(set("change the access", pipe, 15, registered));
    all.add(
        set(
            "change everything",
            pipe,
            30,
            Map.of("capacity", "9000", "when-full", "reject", "mode", "0660")));
    return all;
  }

  /// With content that wraps round.
  static Scenario set(String name, Pipe pipe, int least, Map<String, String> changes) {
    Held held = Held.all(5).from(3);
    return Scenario.of(name, pipe, least)
        .prepared(world -> {
          world.openHeld();
          world.fill(4);
          world.take(3);
          world.fill(4, 5);
          world.openVictim("ATTRIBUTES");
        })
        .operating(party -> party.set("h", changes))
        .holding(held, held)
        .changing(changes)
        .meeting(AWAKE);
  }

  /// To less than what is unread.
  private static Scenario refused(Pipe pipe) {
    Map<String, String> tooSmall = Map.of("capacity", "40");
    return set("change the capacity in vain", pipe, 10, tooSmall)
        .prepared(world -> {
          world.openHeld();
          world.fill(5);
          world.openVictim("ATTRIBUTES");
        })
        .operating(party -> {
          try {
            party.set("h", tooSmall);
          } catch (IOException refused) {
            if (!party.kind(refused).equals("IN_USE")) {
              throw refused;
            }
          }
        })
        .holding(Held.all(5), Held.all(5))
        .changing(Map.of())
        .meeting(
            pipe.broadcast()
                // Nobody has anything unread of a broadcast that nobody reads.
                ? EnumSet.of(Contact.HELD_READ)
                : EnumSet.of(Contact.HELD_READ, Contact.FRESH));
  }
}
