package org.poormanspipes.fuse.wire;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;

/// The conversation with the kernel over one open `/dev/fuse`. Any thread may answer; one at a time
/// receives.
public final class Channel implements AutoCloseable {
  /// What [#receive] returns when the conversation has ended.
  public static final long ENDED = -1;

  private static final int NOTIFY_POLL = 1;

  private final Descriptor device;
  private final ThreadLocal<Reply> replies = ThreadLocal.withInitial(Reply::new);

  /// Over an open `/dev/fuse`, which is closed with this.
  public Channel(Descriptor device) {
    this.device = device;
  }

  /// The calling thread's reply, empty.
  public Reply reply() {
    return replies.get().clear();
  }

  /// The calling thread's reply, with what it has put there.
  public Reply current() {
    return replies.get();
  }

  /// Waits for the next request.
  ///
  /// @return its length, or [#ENDED] after the unmount
  public long receive(MemorySegment target) {
    while (true) {
      long received = device.receive(target);
      if (received > 0) {
        return received;
      }
      // ENOENT: the request was interrupted before we had it.
      boolean again =
          received == -Errno.EINTR || received == -Errno.EAGAIN || received == -Errno.ENOENT;
      if (!again) {
        return ENDED;
      }
    }
  }

  /// Answers with the body of a reply.
  ///
  /// @return false if nobody waits for it any more
  public boolean answer(long unique, Reply reply) {
    return device.send(reply.finish(unique, 0)) >= 0;
  }

  /// Answers without a body.
  ///
  /// @param error 0, or an error number
  public void answer(long unique, int error) {
    device.send(reply().finish(unique, -error));
  }

  /// Tells the kernel that somebody who polls should look again.
  ///
  /// @param handle what the kernel called the poll
  public void notifyPoll(long handle) {
    device.send(reply().int64(handle).finish(0, NOTIFY_POLL));
  }

  @Override
  public void close() {
    device.close();
  }
}
