package org.poormanspipes.mutex;

/// An owner of a mutex, as a handle of another process would be.
final class StressOwner extends MutexOwner {

  StressOwner(int number) {
    super(number);
  }

  @Override
  protected void showWait(WaitReason reason) {}
}
