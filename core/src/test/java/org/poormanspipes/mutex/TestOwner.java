package org.poormanspipes.mutex;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An owner that remembers what it showed.
final class TestOwner extends MutexOwner {

  private final List<WaitReason> shown = new CopyOnWriteArrayList<>();

  private volatile boolean inside;

  TestOwner(int number) {
    super(number);
  }

  @Override
  protected void showWait(WaitReason reason) {
    shown.add(reason);
  }

  @Override
  protected void showInside(boolean value) {
    inside = value;
  }

  boolean isInside() {
    return inside;
  }

  List<WaitReason> shown() {
    return shown;
  }

  WaitReason showsNow() {
    return shown.isEmpty() ? WaitReason.NONE : shown.getLast();
  }
}
