package org.poormanspipes.pipe;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.ring.Cursor;

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
        .with("peak", snapshot.peak())
        .with("tail", snapshot.tail())
        .with("readers", alive.stream().filter(handle -> handle.slot().access().reads()).count())
        .with("writers", alive.stream().filter(handle -> handle.slot().access().writes()).count())
        .with("handles", alive.size())
        .with("waiting", alive.stream().filter(PipeDescription::waits).count())
        .with("created", Instant.ofEpochMilli(control.created()).toString())
        .withAll(counters(sources(snapshot, handles)))
        .withAll(rareCounters(rareSources(snapshot, handles)))
        .withAll(overwritten(snapshot, handles))
        .build();
  }

  private static boolean waits(PipeSnapshot.Handle handle) {
    return handle.slot().waitReason() != WaitReason.NONE;
  }

  private static List<Counters> sources(PipeSnapshot snapshot, List<PipeSnapshot.Handle> handles) {
    List<Counters> sources = new ArrayList<>();
    sources.add(snapshot.control().totals());
    handles.forEach(handle -> sources.add(handle.slot().counters()));
    return sources;
  }

  private static List<RareCounters> rareSources(
      PipeSnapshot snapshot, List<PipeSnapshot.Handle> handles) {
    List<RareCounters> sources = new ArrayList<>();
    sources.add(snapshot.control().rareTotals());
    handles.forEach(handle -> sources.add(handle.slot().rareCounters()));
    return sources;
  }

  /// Of a pipe that overwrites, and as of about now: others go on while one looks.
  private static Attributes overwritten(PipeSnapshot snapshot, List<PipeSnapshot.Handle> handles)
      throws IOException {
    Attributes.Builder overwritten = Attributes.builder();
    if (snapshot.control().whenFull() == WhenFull.OVERWRITE) {
      long count = snapshot.overwritten(handles);
      if (count != PipeSnapshot.UNKNOWN) {
        overwritten.with("overwritten", count);
      }
    }
    return overwritten.build();
  }

  /// What `handles` tells of one.
  static Attributes handle(PipeSnapshot snapshot, PipeSnapshot.Handle handle) {
    Slot slot = handle.slot();
    WaitReason waiting = slot.waitReason();
    Attributes.Builder described =
        Attributes.builder()
            .with("pipe", snapshot.control().name())
            .with("slot", slot.number())
            .with("pid", slot.pid())
            .with("user", Ids.userName(slot.uid()))
            .with("program", slot.program())
            .with("access", slot.access().word())
            .with("since", Instant.ofEpochMilli(slot.since()).toString())
            .with("state", handle.alive() ? "alive" : "dead")
            .with("waiting", waiting.word());
    if (slot.clientPid() != 0) {
      described
          .with("client-pid", slot.clientPid())
          .with("client-user", Ids.userName(slot.clientUid()));
    }
    if (waiting != WaitReason.NONE) {
      described.with("waiting-since", Instant.ofEpochMilli(slot.waitingSince()).toString());
    }
    return described
        .withAll(counters(List.of(slot.counters())))
        .withAll(rareCounters(List.of(slot.rareCounters())))
        .withAll(lag(snapshot, slot))
        .build();
  }

  /// How far a reader of a broadcast is behind; what it has lost and was not told of counts.
  private static Attributes lag(PipeSnapshot snapshot, Slot slot) {
    PipeControl control = snapshot.control();
    Attributes.Builder lag = Attributes.builder();
    if (control.delivery() == Delivery.BROADCAST && slot.access().reads()) {
      Cursor cursor = slot.cursor();
      lag.with("cursor", cursor.acquire())
          .with("behind", Math.max(0, snapshot.tail() - cursor.acquire()));
      if (control.type() == PipeType.MESSAGE) {
        lag.with("behind-messages", Math.max(0, snapshot.nextSequence() - cursor.sequence()));
      }
    }
    return lag.build();
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

  private static Attributes rareCounters(List<RareCounters> sources) {
    return Attributes.builder()
        .with("waits", rareSum(sources, RareCountersLayout.WAITS))
        .with("lost", rareSum(sources, RareCountersLayout.LOST))
        .build();
  }

  private static long rareSum(List<RareCounters> sources, int counter) {
    long sum = 0;
    for (RareCounters source : sources) {
      sum += source.get(counter);
    }
    return sum;
  }
}
