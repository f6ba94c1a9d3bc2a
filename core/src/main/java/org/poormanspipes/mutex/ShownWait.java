package org.poormanspipes.mutex;

import org.jspecify.annotations.Nullable;

/// A wait for a mutex, which others see while it lasts.
///
/// @param owner who waits
/// @param over what else to do when it is over, or null
record ShownWait(MutexOwner owner, @Nullable Runnable over) implements AutoCloseable {

  static ShownWait of(MutexRequest request) {
    request.owner().showWait(request.reason());
    return new ShownWait(request.owner(), request.owner().recordWait());
  }

  @Override
  public void close() {
    owner.showWait(WaitReason.NONE);
    if (over != null) {
      over.run();
    }
  }
}
