package org.poormanspipes.testing;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.poormanspipes.DeviceOptions;

/// Processes that serve one test after another: to start one takes longer than most tests. They end
/// with this JVM, when their standard input does.
public final class Crew {
  private static final Deque<Peer> IDLE = new ArrayDeque<>();

  private Crew() {}

  /// A process that serves this device, and has nothing open.
  public static Peer hire(DeviceOptions options) throws IOException {
    Peer idle;
    synchronized (IDLE) {
      idle = IDLE.poll();
    }
    if (idle == null) {
      return Peer.start(options);
    }
    idle.serve(options);
    return idle;
  }

  /// Closes what the process has open. One that a test killed or that does not answer is given up.
  public static void release(Peer peer) throws IOException {
    if (peer.reset()) {
      synchronized (IDLE) {
        IDLE.add(peer);
      }
    } else {
      peer.close();
    }
  }
}
