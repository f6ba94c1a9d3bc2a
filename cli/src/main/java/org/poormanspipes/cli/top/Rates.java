package org.poormanspipes.cli.top;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes rates of the differences between looks. Of one thread.
public final class Rates {

  private static final double NANOS = 1e9;

  private Map<String, PipeFigures> before = Map.of();
  private Map<String, Long> lostAtFirst = Map.of();
  private long beforeNanos;

  /// Nothing was looked at yet.
  public Rates() {}

  /// Takes another look.
  ///
  /// @param look a later one than the last; not a failed one
  /// @return a row for each pipe; one that was not there at the last look has no rates yet
  public List<Row> next(Look look) {
    Map<String, PipeFigures> now = HashMap.newHashMap(look.pipes().size());
    Map<String, Long> lost = HashMap.newHashMap(look.pipes().size());
    List<Row> rows = new ArrayList<>(look.pipes().size());
    double seconds = (look.nanos() - beforeNanos) / NANOS;
    for (PipeFigures pipe : look.pipes()) {
      String identity = pipe.identity();
      now.put(identity, pipe);
      lost.put(identity, lostAtFirst.getOrDefault(identity, pipe.moved().lost()));
      rows.add(row(pipe, before.get(identity), seconds, lost.get(identity)));
    }
    before = now;
    lostAtFirst = lost;
    beforeNanos = look.nanos();
    return rows;
  }

  private static Row row(
      PipeFigures now, @Nullable PipeFigures before, double seconds, long lostAtFirst) {
    PipeFigures.Moved moved = now.moved();
    long lost = Math.max(0, moved.lost() - lostAtFirst);
    if (before == null || seconds <= 0) {
      return new Row(now, Row.Rate.NONE, Row.Rate.NONE, lost);
    }
    PipeFigures.Moved then = before.moved();
    return new Row(
        now,
        new Row.Rate(
            each(seconds, moved.bytesIn(), then.bytesIn()),
            each(seconds, moved.messagesIn(), then.messagesIn())),
        new Row.Rate(
            each(seconds, moved.bytesOut(), then.bytesOut()),
            each(seconds, moved.messagesOut(), then.messagesOut())),
        lost);
  }

  /// The counters of a handle that is being closed are in neither sum for a moment.
  private static double each(double seconds, long now, long then) {
    return Math.max(0, now - then) / seconds;
  }
}
