package org.poormanspipes.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.stop.Content.Held;
import org.poormanspipes.stop.Content.Seen;
import org.poormanspipes.testing.Eventually;

/// What the survivors look at after a death: everything that a user could notice, by the ordinary
/// library. All of it runs in one thread of theirs, with a watchdog.
final class Inquest {
  private final World world;
  private final Scenario scenario;
  private final Pipe pipe;
  private final Contact contact;
  private final boolean stopped;
  private final List<byte[]> maybe;
  private final List<byte[]> more = new ArrayList<>();
  private final List<byte[]> pieces = new ArrayList<>();
  private long lost;

  /// @param stopped whether the victim was stopped, rather than done when it died
  /// @param maybe what somebody else who died may have written, whole or not at all
  Inquest(World world, boolean stopped, List<byte[]> maybe) {
    this.world = world;
    this.scenario = world.scenario();
    this.pipe = scenario.pipe();
    this.contact = world.contact();
    this.stopped = stopped;
    this.maybe = maybe;
  }

  void hold() throws Exception {
    world.survive("the inquest", this::hold);
  }

  private void hold(Party party) throws Exception {
    meet(party);
    contentIsRight(party);
    propertiesAreRight(party);
    if (contact == Contact.HELD_WRITE || contact == Contact.FRESH) {
      capacityCanChange(party);
    }
    theStreamEnds(party);
    nothingStays(party);
  }

  private void meet(Party party) throws Exception {
    if (contact.held()) {
      return;
    }
    boolean there = contact == Contact.LISTED ? isListed(party) : canBeOpened(party);
    Existence expected = scenario.lives(stopped);
    if (expected != Existence.EITHER) {
      assertThat(there).as("the pipe is there").isEqualTo(expected == Existence.THERE);
    }
    Map<String, String> options = new TreeMap<>(pipe.options());
    options.put("from", "oldest");
    party.open("r", Pipe.NAME, "READ", "OPEN_OR_CREATE", options);
    party.open("w", Pipe.NAME, "WRITE", "OPEN", Map.of());
  }

  private static boolean isListed(Party party) throws Exception {
    return !find(party).isEmpty();
  }

  private static Map<String, Object> find(Party party) throws Exception {
    Map<String, Object> result = Map.of();
    for (Map<String, Object> found : party.ask("list")) {
      assertThat(found.get("damage")).as("damage of " + found).isNull();
      if (Pipe.NAME.equals(found.get("name"))) {
        result = found;
      }
    }
    return result;
  }

  private static boolean canBeOpened(Party party) throws Exception {
    try {
      party.open("probe", Pipe.NAME, "ATTRIBUTES", "OPEN", Map.of());
      party.close("probe");
      return true;
    } catch (IOException refused) {
      if (party.kind(refused).equals("NOT_FOUND")) {
        return false;
      }
      throw refused;
    }
  }

  private void contentIsRight(Party party) throws Exception {
    if (contact == Contact.SLEEPING) {
      write(party);
      party.close("w");
      add(world.awaitSleeper());
      party.open("w", Pipe.NAME, "WRITE", "OPEN", Map.of());
    } else {
      // A reader that comes late to a broadcast sees old content too, and the pipe is full with it.
      boolean readsFirst = contact != Contact.HELD_WRITE && contact != Contact.LISTED;
      if (readsFirst || (pipe.broadcast() && !contact.held())) {
        add(Reading.all(party, "r", pipe));
      }
      write(party);
      add(Reading.all(party, "r", pipe));
    }
    Held held = scenario.held(stopped);
    // Only who was there from the beginning can say how much it lost.
    boolean late = pipe.broadcast() && !contact.held();
    boolean counts = pipe.broadcast() && pipe.overwrites() && contact.held();
    Seen seen = new Seen(pieces, counts ? lost : -1);
    Content.check(pipe, late ? held.anySuffix() : held, seen, more, maybe);
  }

  private void add(Seen seen) {
    pieces.addAll(seen.pieces());
    lost += Math.max(0, seen.lost());
  }

  private void write(Party party) throws Exception {
    byte[] message = Content.message(Content.SURVIVOR, more.size());
    int written = party.write("w", message, 0);
    while (written == Outcome.FULL && contact == Contact.SLEEPING) {
      // The sleeper is awake, and reads.
      written = party.write("w", message, 0);
    }
    assertThat(Outcome.describe(written)).as("a survivor's write").isEqualTo("24 bytes");
    more.add(message);
  }

  /// Each as it was, or as it was to be.
  private void propertiesAreRight(Party party) throws Exception {
    Map<String, Object> found = find(party);
    pipe.options()
        .forEach((property, value) -> {
          String changed = scenario.changes().getOrDefault(property, value);
          assertThat(String.valueOf(found.get(property)))
              .as(property)
              .isIn(stopped ? List.of(value, changed) : List.of(changed));
        });
    assertThat(found.get("handles")).as("handles").isEqualTo(world.held() + 2L);
    party
        .ask("handles")
        .forEach(handle -> assertThat(handle.get("state")).as(handle + "").isEqualTo("alive"));
  }

  private void capacityCanChange(Party party) throws Exception {
    for (int capacity : new int[] {3 * Pipe.CAPACITY, Pipe.CAPACITY / 2}) {
      party.set("w", Map.of("capacity", Integer.toString(capacity)));
      more.clear();
      write(party);
      Seen seen = Reading.all(party, "r", pipe);
      Content.check(pipe, Held.all(0), seen, more, List.of());
    }
  }

  private void theStreamEnds(Party party) throws Exception {
    more.clear();
    write(party);
    party.close("w");
    Seen seen = Reading.toTheEnd(party, "r", pipe);
    Content.check(pipe, Held.all(0), seen, more, List.of());
  }

  private void nothingStays(Party party) throws Exception {
    String lifetime = String.valueOf(find(party).get("lifetime"));
    party.close("r");
    world.closeHeld();
    if (lifetime.equals("permanent")) {
      party.delete(Pipe.NAME, false);
    }
    // Not at once: whoever looks after the dead may have the handle a moment longer.
    Eventually.holds("the pipe is gone", () -> !isListed(party));
    Remains.check(world, party);
  }
}
