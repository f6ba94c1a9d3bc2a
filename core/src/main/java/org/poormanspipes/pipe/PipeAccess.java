package org.poormanspipes.pipe;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.AccessRule;
import org.poormanspipes.linux.Words;

/// Who may use a pipe, in its block: read as a whole while somebody changes it. The epoch is odd
/// during a change and another after it. Who changes it holds the pipe's mutex; one who died in
/// the middle left it odd, and nobody is let in until it is changed again.
final class PipeAccess {

  /// A change takes some hundred nanoseconds.
  private static final int MOST_LOOKS = 1000;

  private final Words memory;
  private final PipeControl control;

  PipeAccess(Words memory, PipeControl control) {
    this.memory = memory;
    this.control = control;
  }

  /// A rule, and whose the pipe is.
  record Seen(AccessRule rule, int uid, int gid) {}

  int epochOpaque() {
    return memory.intOpaque(PipeLayout.ACCESS_EPOCH);
  }

  /// What was there at an epoch; null if it has changed since, or is being changed.
  @Nullable Seen at(int epoch) {
    if ((epoch & 1) != 0 || memory.intAcquire(PipeLayout.ACCESS_EPOCH) != epoch) {
      return null;
    }
    AccessRule rule = AccessField.ofPipe(memory).load(control.mode());
    Seen seen = new Seen(rule, control.uid(), control.gid());
    // Partner: the fence in change(), whose store of the odd epoch comes before what it stores.
    VarHandle.acquireFence();
    return epochOpaque() == epoch ? seen : null;
  }

  /// An epoch that is not odd, unless that lasts too long.
  int steadyEpoch() {
    int epoch = epochOpaque();
    for (int look = 0; (epoch & 1) != 0 && look < MOST_LOOKS; look++) {
      Thread.onSpinWait();
      epoch = epochOpaque();
    }
    return epoch;
  }

  /// Under the pipe's mutex.
  void change(AccessRule rule, Ownership owner) {
    int epoch = epochOpaque() | 1;
    memory.intOpaque(PipeLayout.ACCESS_EPOCH, epoch);
    VarHandle.storeStoreFence();
    control.mode(rule.mode());
    if (owner.given()) {
      control.owner(owner);
    }
    AccessField.ofPipe(memory).store(rule);
    // Partner: intAcquire() in at().
    memory.intRelease(PipeLayout.ACCESS_EPOCH, epoch + 1);
  }
}
