package org.poormanspipes.cli.top;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which row is chosen, and which part of the rows is on the screen. The choice stays with the pipe
/// when the order changes; while its pipe is not shown, the place stays. Of one thread.
final class Selection {

  private List<Row> rows = List.of();
  private @Nullable String identity;
  private int at;
  private int first;
  private int room = 1;

  /// The rows are others, or in another order.
  void over(List<Row> now) {
    rows = now;
    for (int i = 0; i < now.size() && identity != null; i++) {
      if (now.get(i).pipe().identity().equals(identity)) {
        at = i;
        return;
      }
    }
    at = Math.clamp(at, 0, Math.max(0, now.size() - 1));
  }

  /// So many rows fit on the screen.
  void room(int count) {
    room = Math.max(1, count);
  }

  /// Chooses a row so many further down.
  void move(int steps) {
    at = Math.clamp((long) at + steps, 0, Math.max(0, rows.size() - 1));
    identity = rows.isEmpty() ? null : rows.get(at).pipe().identity();
  }

  /// Chooses another by a key.
  ///
  /// @return whether the key is one that does
  boolean key(Key.Kind key) {
    switch (key) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-room);
      case PAGE_DOWN -> move(room);
      case HOME -> move(Integer.MIN_VALUE);
      case END -> move(Integer.MAX_VALUE);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// The chosen row, or null if there is none.
  @Nullable Row row() {
    return rows.isEmpty() ? null : rows.get(at);
  }

  int at() {
    return at;
  }

  /// The first row on the screen, so that the chosen one is on it.
  int first() {
    int last = Math.max(0, rows.size() - room);
    first = Math.clamp(first, Math.max(0, at - room + 1), at);
    first = Math.min(first, last);
    return first;
  }
}
