package org.poormanspipes.fuse.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.poormanspipes.linux.Errno;

/// Directories that are there with nothing in them: this process alone knows of them, so there is a
/// limit for each user, and one for all.
final class Directories {
  /// For a user; root has none but that for all.
  static final int MOST_OF_USER = 1_000;

  static final int MOST = 10_000;

  private record Made(String spelling, int uid) {}

  private final Map<String, Made> byKey = new ConcurrentHashMap<>();

  boolean contains(String key) {
    return byKey.containsKey(key);
  }

  /// Remembers one that a user made.
  ///
  /// @throws Refusal if that would be one too many
  synchronized void make(String key, String spelling, int uid) throws Refusal {
    if (byKey.containsKey(key)) {
      return;
    }
    if (byKey.size() >= MOST) {
      throw new Refusal(Errno.ENOSPC);
    }
    long own = byKey.values().stream().filter(made -> made.uid == uid).count();
    if (uid != 0 && own >= MOST_OF_USER) {
      throw new Refusal(Errno.EDQUOT);
    }
    byKey.put(key, new Made(spelling, uid));
  }

  /// Remembers one that was emptied, if there is room: else it goes at once.
  synchronized void keep(String key, String spelling, int uid) {
    try {
      make(key, spelling, uid);
    } catch (Refusal full) {
      byKey.remove(key);
    }
  }

  boolean remove(String key) {
    return byKey.remove(key) != null;
  }

  Set<String> keys() {
    return byKey.keySet();
  }

  /// As they were spelled.
  Collection<String> spellings() {
    return List.copyOf(byKey.values()).stream().map(Made::spelling).toList();
  }
}
