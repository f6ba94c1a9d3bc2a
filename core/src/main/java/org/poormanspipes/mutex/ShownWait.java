package org.poormanspipes.mutex;

import org.jspecify.annotations.Nullable;

/// A wait for a mutex, which others see while it lasts.
///
/// @param owner who waits
/// @param over what else to do when it is over, or null
record ShownWait(MutexOwner owner, @Nullable Runnable over) implements AutoCloseable {

  static ShownWait of(MutexRequest request) {
    // Begun before others see it: a wait that they saw was recorded from then on.
    ShownWait wait = new ShownWait(request.owner(), request.owner().recordWait());
    request.owner().showWait(request.reason());
    return wait;
  }

  @Override
  public void close() {
    owner.showWait(WaitReason.NONE);
    if (over != null) {
      over.run();
    }
  }
}
