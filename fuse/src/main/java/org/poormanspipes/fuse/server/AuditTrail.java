package org.poormanspipes.fuse.server;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.fuse.audit.AuditEvent;
import org.poormanspipes.fuse.audit.AuditEvent.Action;

/// Tells events one after the other, and of each user no more than so many a second: who floods the
/// mount can neither fill the disk with events, nor drown those of others.
final class AuditTrail {
  /// More than people and well-behaved programs cause, and less than 1 MB a second.
  static final int MOST_PER_SECOND = 1000;

  private final Consumer<AuditEvent> sink;
  private final System.Logger log = System.getLogger(AuditTrail.class.getName());

  // Guarded by this: what users did in one second.
  private final Map<Integer, Count> counts = new HashMap<>();
  private long second;

  private static final class Count {
    private int events;
    private Caller last = new Caller(0, 0, 0);
  }

  AuditTrail(Consumer<AuditEvent> sink) {
    this.sink = sink;
  }

  synchronized void tell(AuditEvent event) {
    if (event.time().getEpochSecond() != second) {
      tellUnrecorded(event.time());
      second = event.time().getEpochSecond();
    }
    Count count = counts.computeIfAbsent(event.caller().uid(), _ -> new Count());
    count.last = event.caller();
    count.events++;
    if (count.events <= MOST_PER_SECOND) {
      pass(event);
    } else if (count.events == MOST_PER_SECOND + 1) {
      pass(unrecorded(event.time(), event.caller(), "limit=" + MOST_PER_SECOND));
    }
  }

  /// Nothing more comes.
  synchronized void end() {
    tellUnrecorded(Instant.now());
  }

  private void tellUnrecorded(Instant now) {
    counts.forEach((_, count) -> {
      if (count.events > MOST_PER_SECOND) {
        pass(unrecorded(now, count.last, "count=" + (count.events - MOST_PER_SECOND)));
      }
    });
    counts.clear();
  }

  private static AuditEvent unrecorded(Instant now, Caller caller, String detail) {
    return new AuditEvent(now, Action.UNRECORDED, "", caller, "", detail, "");
  }

  private void pass(AuditEvent event) {
    try {
      sink.accept(event);
    } catch (RuntimeException failed) {
      log.log(System.Logger.Level.WARNING, "the audit trail can't be written", failed);
    }
  }
}
