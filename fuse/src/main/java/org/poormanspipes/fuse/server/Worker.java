package org.poormanspipes.fuse.server;

import java.lang.foreign.Arena;
import org.poormanspipes.fuse.wire.Channel;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;

/// One thread of the server: receives and answers.
final class Worker implements Runnable {
  /// What the kernel may send at once: a write, its structures and a page.
  private static final int MOST = Reply.MAX_BODY + 2 * 4096;

  private final Leadership leadership;
  private final Dispatcher dispatcher;
  private final Channel channel;

  private final Request request = new Request(Arena.ofAuto().allocate(MOST, Long.BYTES));

  Worker(Leadership leadership, Dispatcher dispatcher, Channel channel) {
    this.leadership = leadership;
    this.dispatcher = dispatcher;
    this.channel = channel;
  }

  @Override
  public void run() {
    while (leadership.take()) {
      serve();
    }
  }

  /// From taking the seat to losing it.
  private void serve() {
    boolean seated = true;
    while (seated) {
      long received = channel.receive(request.memory());
      if (received == Channel.ENDED) {
        leadership.end();
        return;
      }
      boolean whole = request.received(received);
      if (whole) {
        dispatcher.arrived(request);
      }
      long number = leadership.busy();
      if (whole) {
        if (DataRequests.isLarge(request)) {
          leadership.handOver(number);
        }
        dispatcher.dispatch(request);
      }
      seated = leadership.done(number);
    }
  }
}
