package org.poormanspipes.stop;

import java.util.List;
import java.util.Map;
import org.poormanspipes.stop.Content.Held;

/// What is done to a whole device, and stopped.
final class Devices {
  private static final Pipe PIPE = Pipe.of("message", "block", "queue");

  private Devices() {}

  static List<Scenario> all() {
    return List.of(make(), attach(), detach(), configure(), remove());
  }

  private static Scenario make() {
    return Scenario.of("make a device", PIPE, 40)
        .withoutDevice()
        .operating(Party::attach)
        .afterwards(World::prepareOther)
        .living(Existence.GONE, Existence.GONE)
        .meeting(Contact.FRESH);
  }

  private static Scenario attach() {
    return withContent("attach", 6)
        .prepared(world -> {
          world.fill(2);
          world.victim().run("detaching", Party::detach);
        })
        .operating(Party::attach);
  }

  private static Scenario detach() {
    return withContent("detach", 3).operating(Party::detach);
  }

  private static Scenario configure() {
    Map<String, String> changes =
        Map.of("quota-pipes", "100", "default-capacity", "1000", "mode", "0640");
    return withContent("configure", 15).operating(party -> party.configure(changes));
  }

  private static Scenario withContent(String name, int least) {
    return Scenario.of(name, PIPE, least)
        .prepared(world -> world.fill(2))
        .holding(Held.all(2), Held.all(2))
        .meeting(Contact.FRESH, Contact.LISTED);
  }

  /// By force, with a pipe and while others are attached; those come again.
  private static Scenario remove() {
    return withContent("remove a device", 20)
        .operating(party -> party.remove(true))
        .afterwards(World::comeAgain)
        .holding(new Held(0, 2, 2, 2, -1, -1), Held.all(0))
        .living(Existence.EITHER, Existence.GONE);
  }
}
