package org.poormanspipes.bench.worker;

/// What a thread does between two looks.
///
/// @param yields whether it lets others run, because there are more threads than processors
record Pause(boolean yields) {
  @SuppressWarnings("ThreadPriorityCheck") // that the others run is the purpose
  void once() {
    if (yields) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }
}
