package org.poormanspipes.fuse.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The requests that are not answered yet and can be interrupted, by their numbers.
final class Pending {
  /// Stands for one that was not added yet.
  private static final Waiting ARRIVED = new Arrived();

  private final Map<Long, Waiting> byNumber = new ConcurrentHashMap<>();

  /// One of them. It is answered exactly once, whoever comes first.
  interface Waiting {
    /// Ends it with an error number, unless it has ended.
    void end(int errno);
  }

  private static final class Arrived implements Waiting {
    @Override
    public void end(int errno) {}
  }

  /// One was received, by a worker that still has the seat: from now on another worker may receive
  /// its interrupt, before it is added.
  void arrived(long unique) {
    byNumber.put(unique, ARRIVED);
  }

  /// The worker is done with it: if it was not added, it was answered.
  void settled(long unique) {
    byNumber.remove(unique, ARRIVED);
  }

  void add(long unique, Waiting request) {
    byNumber.put(unique, request);
  }

  void remove(long unique) {
    byNumber.remove(unique);
  }

  /// Ends one, if it is there; else it was answered already.
  ///
  /// @return false if it is about to be added, and has to be ended then
  boolean end(long unique, int errno) {
    Waiting request = byNumber.get(unique);
    if (request != null) {
      request.end(errno);
    }
    return !ARRIVED.equals(request);
  }

  /// Ends all.
  void endAll(int errno) {
    byNumber.values().forEach(request -> request.end(errno));
  }
}
