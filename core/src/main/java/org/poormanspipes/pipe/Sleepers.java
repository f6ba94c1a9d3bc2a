package org.poormanspipes.pipe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Handles that wait, with how many waits each. What a handle has to be found again by is kept in
/// the handle, so that a wait allocates nothing. Not for several threads at once.
final class Sleepers {

  /// A handle's place among the sleepers of its pipe; guarded as they are.
  static final class Place {
    private int waits;
    private int index;
  }

  private final List<HandleContext> handles = new ArrayList<>();

  void add(HandleContext handle) {
    Place place = handle.sleeping();
    if (place.waits == 0) {
      place.index = handles.size();
      handles.add(handle);
    }
    place.waits++;
  }

  /// The last takes the place of who goes.
  void remove(HandleContext handle) {
    Place place = handle.sleeping();
    if (place.waits == 0) {
      return;
    }
    place.waits--;
    if (place.waits == 0) {
      HandleContext last = handles.removeLast();
      if (!last.equals(handle)) {
        handles.set(place.index, last);
        last.sleeping().index = place.index;
      }
    }
  }

  static boolean isWaiting(HandleContext handle) {
    return handle.sleeping().waits > 0;
  }

  /// Any of them.
  @Nullable HandleContext any() {
    return handles.isEmpty() ? null : handles.getLast();
  }
}
