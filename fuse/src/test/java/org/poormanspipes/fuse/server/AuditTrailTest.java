package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.fuse.audit.AuditEvent;
import org.poormanspipes.fuse.audit.AuditEvent.Action;

final class AuditTrailTest {
  private static final int MOST = AuditTrail.MOST_PER_SECOND;

  private final List<AuditEvent> told = new ArrayList<>();
  private final AuditTrail trail = new AuditTrail(told::add);

  private void open(int uid, long second, int times) {
    for (int i = 0; i < times; i++) {
      Caller caller = new Caller(uid, uid, 1);
      Instant time = Instant.ofEpochSecond(second);
      trail.tell(new AuditEvent(time, Action.OPEN, "X", caller, "", "", ""));
    }
  }

  private long opensOf(int uid) {
    return told.stream()
        .filter(event -> event.action() == Action.OPEN && event.caller().uid() == uid)
        .count();
  }

  private List<String> unrecorded() {
    return told.stream()
        .filter(event -> event.action() == Action.UNRECORDED)
        .map(event -> event.caller().uid() + " " + event.detail())
        .toList();
  }

  @Test
  void whatOneUserMayTellInASecondIsToldWhole() {
    open(1, 7, MOST);
    open(1, 8, MOST);
    trail.end();
    assertThat(opensOf(1)).isEqualTo(2L * MOST);
    assertThat(unrecorded()).isEmpty();
  }

  @Test
  void aFloodIsCountedAndNotTold() {
    open(1, 7, MOST + 30);
    assertThat(opensOf(1)).isEqualTo(MOST);
    assertThat(unrecorded()).containsExactly("1 limit=" + MOST);
    open(2, 8, 1);
    assertThat(unrecorded()).containsExactly("1 limit=" + MOST, "1 count=30");
    open(1, 8, 1);
    assertThat(opensOf(1)).isEqualTo(MOST + 1L);
  }

  @Test
  void aFloodDoesNotDrownOthers() {
    open(1, 7, 3 * MOST);
    open(2, 7, 5);
    assertThat(opensOf(2)).isEqualTo(5);
  }

  @Test
  void whatIsMissingAtTheEndIsCounted() {
    open(1, 7, MOST + 2);
    trail.end();
    assertThat(unrecorded()).containsExactly("1 limit=" + MOST, "1 count=2");
  }

  @Test
  void aSinkThatThrowsStopsNobody() {
    AuditTrail broken =
        new AuditTrail(_ -> {
          throw new IllegalStateException("full");
        });
    broken.tell(new AuditEvent(Instant.EPOCH, Action.OPEN, "X", new Caller(1, 1, 1), "", "", ""));
    broken.end();
  }
}
