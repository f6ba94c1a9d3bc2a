package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.stop.Content.Held;

/// Deletions that are stopped.
final class Deletes {
  private static final Held ALL_OR_NOTHING = new Held(0, 3, 3, 3, -1, -1);

  private Deletes() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String lifetime : List.of("permanent", "drain")) {
      all.add(delete(Pipe.of("message", "block", "queue").with("lifetime", lifetime), false));
    }
    all.add(delete(Pipe.of("message", "block", "queue"), true));
    return all;
  }

  private static Scenario delete(Pipe pipe, boolean force) {
    return Scenario.of(force ? "delete by force" : "delete", pipe, 10)
        .prepared(world -> world.fill(3))
        .operating(party -> party.delete(Pipe.NAME, force))
        .holding(ALL_OR_NOTHING, Held.all(0))
        .living(Existence.EITHER, Existence.GONE)
        .meeting(Contact.FRESH, Contact.LISTED);
  }
}
