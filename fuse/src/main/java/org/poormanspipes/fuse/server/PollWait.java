package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.fuse.wire.Channel;

/// The clients that poll one open file: poll(2), select(2) or epoll(7). The kernel asks what can be
/// done, and to be told once when it should ask again. It is told of what happens after the answer
/// too, even if something could be done already: who waits for edges asks no second time.
final class PollWait {
  private final Channel channel;
  private final Executor teller;
  private @Nullable Watch data;
  private @Nullable Watch room;
  private volatile long kernelHandle;
  private boolean over;

  /// @param teller runs what tells the kernel: a thread that has a reply of its own
  PollWait(Channel channel, Executor teller) {
    this.channel = channel;
    this.teller = teller;
  }

  /// Before the look whose answer the kernel gets: what happens in between is told.
  synchronized void begin(FastPath path, long handle, boolean forData, boolean forRoom)
      throws IOException {
    if (over) {
      return;
    }
    kernelHandle = handle;
    if (forData && (data == null || data.isOver())) {
      data = path.watchData(Long.MAX_VALUE, this::tell);
    }
    if (forRoom && (room == null || room.isOver())) {
      room = path.watchRoom(Long.MAX_VALUE, this::tell);
    }
  }

  /// By the driver's thread: short, and takes no lock that [#cancel] holds while it waits for this.
  private void tell() {
    teller.execute(() -> channel.notifyPoll(kernelHandle));
  }

  /// The file is closed.
  void cancel() {
    Watch first;
    Watch second;
    synchronized (this) {
      over = true;
      first = data;
      second = room;
    }
    if (first != null) {
      first.cancel();
    }
    if (second != null) {
      second.cancel();
    }
  }
}
