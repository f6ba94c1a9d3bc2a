package org.poormanspipes.fuse.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The requests that are not answered yet and can be interrupted, by their numbers.
final class Pending {
  private final Map<Long, Waiting> byNumber = new ConcurrentHashMap<>();

  /// One of them. It is answered exactly once, whoever comes first.
  interface Waiting {
    /// Ends it with an error number, unless it has ended.
    void end(int errno);
  }

  void add(long unique, Waiting request) {
    byNumber.put(unique, request);
  }

  void remove(long unique) {
    byNumber.remove(unique);
  }

  /// Ends one, if it is still there; else it was answered already.
  void end(long unique, int errno) {
    Waiting request = byNumber.get(unique);
    if (request != null) {
      request.end(errno);
    }
  }

  /// Ends all.
  void endAll(int errno) {
    byNumber.values().forEach(request -> request.end(errno));
  }

  int count() {
    return byNumber.size();
  }
}
