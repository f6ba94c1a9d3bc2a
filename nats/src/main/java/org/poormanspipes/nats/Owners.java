package org.poormanspipes.nats;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.RecoveryEvent;

/// Sees to the handles of processes that died: strikes them out of their pipe's record, and applies
/// the rules of the last close. A process counts as dead when it has had no connection for three
/// seconds, the time in which one that lost its connection has it again.
final class Owners {

  private static final long GRACE_NANOS = 3_000_000_000L;
  private static final long BETWEEN_MILLIS = 150;

  private final NatsDeviceContext device;
  private final Set<String> visiting = ConcurrentHashMap.newKeySet();

  Owners(NatsDeviceContext device) {
    this.device = device;
  }

  /// For who finds nothing to read, or no room: sees to the pipe now and then.
  void visitIfDue(NatsHandle handle) {
    if (handle.waiting().isDue()) {
      visitSoon(handle.id());
    }
  }

  /// Sees to a pipe, beside the caller.
  void visitSoon(String id) {
    if (visiting.add(id)) {
      device
          .background()
          .run(() -> {
            try {
              Records.Found found = device.records().find(id);
              if (found != null) {
                visit(found.record());
              }
            } catch (IOException | RuntimeException later) {
              // Whoever waits asks again in a while.
            } finally {
              visiting.remove(id);
            }
          });
    }
  }

  /// Sees to a pipe; takes some time only if an owner has no connection.
  ///
  /// @return the record afterwards; null if the pipe is gone
  @Nullable PipeRecord visit(PipeRecord record) throws IOException {
    Set<String> dead = dead(connections(record));
    if (dead.isEmpty() && !record.handles().isEmpty()) {
      return record;
    }
    RecoveryEvent event = Events.recovering();
    PipeRecord after = LastClose.settle(device, record.id(), before -> without(dead, before));
    int freed = (int) record.handles().stream().filter(one -> isOf(dead, one)).count();
    if (event != null && freed > 0) {
      Events.recovered(event, device.source(record.name()), "handles", freed);
    }
    return after;
  }

  private static boolean isOf(Set<String> connections, HandleRecord handle) {
    return connections.contains(handle.connection());
  }

  private static PipeRecord without(Set<String> connections, PipeRecord record) {
    PipeRecord after = record;
    for (HandleRecord handle : record.handles()) {
      if (isOf(connections, handle)) {
        after = after.without(handle.id(), Totals.NONE);
      }
    }
    return after;
  }

  private Set<String> connections(PipeRecord record) {
    return record.handles().stream()
        .map(HandleRecord::connection)
        .filter(connection -> !connection.equals(device.connectionId()))
        .collect(Collectors.toSet());
  }

  /// Those of some connections that are gone for good.
  private Set<String> dead(Set<String> connections) {
    Set<String> gone = gone(connections);
    long end = System.nanoTime() + GRACE_NANOS;
    while (!gone.isEmpty() && System.nanoTime() < end) {
      try {
        Thread.sleep(BETWEEN_MILLIS);
      } catch (InterruptedException alerted) {
        Thread.currentThread().interrupt();
        return Set.of();
      }
      gone = gone(gone);
    }
    return gone;
  }

  private Set<String> gone(Set<String> connections) {
    Set<String> gone = new HashSet<>();
    if (!connections.isEmpty() && device.api().isUp()) {
      Presence.ask(device, connections)
          .forEach((connection, said) -> {
            if (said.state() == Presence.State.GONE) {
              gone.add(connection);
            }
          });
    }
    return gone;
  }
}
