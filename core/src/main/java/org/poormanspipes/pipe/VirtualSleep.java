package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.mutex.WaitReason;

/// The sleep of a virtual thread: parked, while the process's [Waiter] waits for it. In the kernel
/// it would keep its carrier from all others.
final class VirtualSleep extends Sleep {

  private WaitReason reason = WaitReason.NONE;
  private final Thread sleeper = Thread.currentThread();
  private @Nullable Watch watch;

  VirtualSleep(HandleContext handle) {
    super(handle);
  }

  @Override
  void begin(WaitReason what) {
    reason = what;
    if (reason == WaitReason.ROOM) {
      handle().waitsInTurn(true);
    }
  }

  @Override
  boolean announce() throws IOException {
    endWatch();
    watch =
        handle()
            .device()
            .waiter()
            .watch(handle(), reason, remaining(), () -> LockSupport.unpark(sleeper));
    return true;
  }

  @Override
  void sleep(long most) {
    record();
    Watch announced = watch;
    if (announced != null && !announced.isOver()) {
      LockSupport.parkNanos(this, Math.min(remaining(), most));
    }
    Reaper.reap(handle().pipe(), handle().owner());
  }

  @Override
  void end() {
    if (reason == WaitReason.ROOM) {
      handle().waitsInTurn(false);
    }
    endWatch();
  }

  private void endWatch() {
    Watch announced = watch;
    if (announced != null) {
      announced.cancel();
      watch = null;
    }
  }
}
