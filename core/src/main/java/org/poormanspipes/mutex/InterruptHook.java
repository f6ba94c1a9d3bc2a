package org.poormanspipes.mutex;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/// Runs an action when a thread is interrupted between [#enter()] and [#leave()].
///
/// A thread that sleeps in a system call of ours is not woken by [Thread#interrupt()]. The
/// platform's one public way to learn of an interrupt is that of selectors: between `begin` and
/// `end` it calls `wakeup`, from the interrupting thread. This is a selector of nothing that uses
/// only that.
final class InterruptHook extends AbstractSelector {

  private final Runnable onInterrupt;

  InterruptHook(Runnable onInterrupt) {
    super(SelectorProvider.provider());
    this.onInterrupt = onInterrupt;
  }

  void enter() {
    begin();
  }

  void leave() {
    end();
  }

  @Override
  public Selector wakeup() {
    onInterrupt.run();
    return this;
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    throw unused();
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() throws IOException {
    throw unused();
  }

  @Override
  public int select(long timeout) throws IOException {
    throw unused();
  }

  @Override
  public int select() throws IOException {
    throw unused();
  }

  private static IllegalStateException unused() {
    return new IllegalStateException("selects nothing; it only learns of interrupts");
  }
}
