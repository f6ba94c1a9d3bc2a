package org.poormanspipes.pipe;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.mutex.WaitReason;

/// Puts a snapshot into words and numbers.
final class PipeDescription {

  private PipeDescription() {}

  /// What `stat` tells of a pipe.
  static Attributes pipe(PipeSnapshot snapshot) throws IOException {
    PipeControl control = snapshot.control();
    List<PipeSnapshot.Handle> handles = snapshot.handles();
    List<PipeSnapshot.Handle> alive = handles.stream().filter(PipeSnapshot.Handle::alive).toList();
    return Attributes.builder()
        .with("name", control.name())
        .with("number", snapshot.id().toString())
        .withAll(control.properties().attributes())
        .with("owner", Ids.userName(control.uid()))
        .with("group", Ids.groupName(control.gid()))
        .with("uid", Integer.toUnsignedLong(control.uid()))
        .with("gid", Integer.toUnsignedLong(control.gid()))
        .with("used", snapshot.used())
        .with("readers", alive.stream().filter(handle -> handle.slot().access().reads()).count())
        .with("writers", alive.stream().filter(handle -> handle.slot().access().writes()).count())
        .with("handles", alive.size())
        .with("created", Instant.ofEpochMilli(control.created()).toString())
        .withAll(counters(sources(snapshot, handles)))
        .build();
  }

  private static List<Counters> sources(PipeSnapshot snapshot, List<PipeSnapshot.Handle> handles) {
    List<Counters> sources = new ArrayList<>();
    sources.add(snapshot.totals());
    handles.forEach(handle -> sources.add(handle.slot().counters()));
    return sources;
  }

  /// What `handles` tells of one.
  static Attributes handle(String pipe, PipeSnapshot.Handle handle) {
    Slot slot = handle.slot();
    WaitReason waiting = slot.waitReason();
    Attributes.Builder described =
        Attributes.builder()
            .with("pipe", pipe)
            .with("slot", slot.number())
            .with("pid", slot.pid())
            .with("user", Ids.userName(slot.uid()))
            .with("program", slot.program())
            .with("access", word(slot.access()))
            .with("since", Instant.ofEpochMilli(slot.since()).toString())
            .with("state", handle.alive() ? "alive" : "dead")
            .with("waiting", waiting.name().toLowerCase(Locale.ROOT));
    if (slot.clientPid() != 0) {
      described
          .with("client-pid", slot.clientPid())
          .with("client-user", Ids.userName(slot.clientUid()));
    }
    if (waiting != WaitReason.NONE) {
      described.with("waiting-since", Instant.ofEpochMilli(slot.waitingSince()).toString());
    }
    return described.withAll(counters(List.of(slot.counters()))).build();
  }

  /// What listings tell of a block that is not what it should be.
  static Attributes damaged(BlockId id, IOException damage) {
    return Attributes.builder()
        .with("number", id.toString())
        .with("damage", damage.getMessage())
        .build();
  }

  private static Attributes counters(List<Counters> sources) {
    return Attributes.builder()
        .with("bytes-in", sum(sources, CountersLayout.BYTES_IN))
        .with("bytes-out", sum(sources, CountersLayout.BYTES_OUT))
        .with("messages-in", sum(sources, CountersLayout.MESSAGES_IN))
        .with("messages-out", sum(sources, CountersLayout.MESSAGES_OUT))
        .with("refused", sum(sources, CountersLayout.REFUSED))
        .build();
  }

  private static long sum(List<Counters> sources, int counter) {
    long sum = 0;
    for (Counters source : sources) {
      sum += source.get(counter);
    }
    return sum;
  }

  private static String word(Access access) {
    return access.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
