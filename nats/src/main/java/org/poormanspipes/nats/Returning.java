package org.poormanspipes.nats;

import java.io.IOException;

/// What a process does when its connection is there again: while it was gone, others may have
/// taken it for dead and struck its handles out.
final class Returning {

  private Returning() {}

  /// A handle that was struck out is entered again, if its pipe is still there.
  static void see(NatsDeviceContext device, NatsHandle handle) {
    try {
      device
          .records()
          .change(
              handle.id(),
              record ->
                  record.has(handle.handle().id()) || record.deleted()
                      ? null
                      : record.with(handle.handle()));
    } catch (IOException later) {
      // Its next operation meets the same trouble, and says so.
    }
  }
}
