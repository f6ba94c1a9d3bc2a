package org.poormanspipes.fuse.server;

import java.lang.foreign.Arena;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.fuse.wire.Channel;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;

/// Who receives. One worker at a time leads: it receives, and does at once what is short; so all
/// requests are begun in the order in which the kernel sent them. Before it copies much it hands
/// the lead over, and another receives meanwhile.
final class Leadership {
  /// What the kernel may send at once: a write, its structures and a page.
  private static final int MOST = Reply.MAX_BODY + 2 * 4096;

  private final Dispatcher dispatcher;
  private final Channel channel;
  private final ReentrantLock lead = new ReentrantLock();

  Leadership(Server server) {
    this.dispatcher = new Dispatcher(server);
    this.channel = server.channel();
  }

  Runnable worker() {
    return () -> {
      Request request = new Request(Arena.ofAuto().allocate(MOST, Long.BYTES));
      for (Transfer large = receive(request); large != null; large = receive(request)) {
        large.advance();
      }
    };
  }

  /// Leads until there is much to copy.
  ///
  /// @return what to do without the lead, or null at the end
  private @Nullable Transfer receive(Request request) {
    lead.lock();
    try {
      while (true) {
        long received = channel.receive(request.memory());
        if (received == Channel.ENDED) {
          return null;
        }
        if (request.received(received)) {
          Transfer large = dispatcher.dispatch(request);
          if (large != null) {
            return large;
          }
        }
      }
    } finally {
      lead.unlock();
    }
  }
}
