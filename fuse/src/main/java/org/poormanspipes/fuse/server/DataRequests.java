package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.fuse.wire.Opcode;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Reading, writing and polling: what is done without asking another thread, where the driver can
/// be asked without waiting.
final class DataRequests {
  /// `struct fuse_read_in` and `struct fuse_write_in` have these at the same places.
  private static final int HANDLE = 0;

  private static final int OFFSET = 8;
  private static final int SIZE = 16;
  private static final int FLAGS = 32;
  private static final int WRITE_IN = 40;

  private static final int NON_BLOCKING = 0x800;

  /// `struct fuse_poll_in`.
  private static final int POLL_KERNEL_HANDLE = 8;

  private static final int POLL_FLAGS = 16;
  private static final int POLL_EVENTS = 20;
  private static final int POLL_NOTIFY = 1;

  /// `asm-generic/poll.h`: IN and RDNORM, OUT and WRNORM.
  private static final int READABLE = 0x1 | 0x40;

  private static final int WRITABLE = 0x4 | 0x100;

  /// The most bytes that are never split: 256 pages less one, for a buffer begins anywhere in its
  /// first. A message beyond that could come in pieces that say nothing of their number.
  static final int MOST_UNSPLIT = 255 * 4096;

  /// From here on to copy takes longer than to wake another thread, which receives meanwhile.
  private static final int LARGE = 1 << 16;

  private final Server server;

  DataRequests(Server server) {
    this.server = server;
  }

  /// Whether it may wait, and be interrupted.
  static boolean isTransfer(Request request) {
    return request.opcode() == Opcode.READ || request.opcode() == Opcode.WRITE;
  }

  /// Whether it is so large that the caller should let another thread receive first.
  static boolean isLarge(Request request) {
    return isTransfer(request) && request.bodyLength() > FLAGS && request.int32(SIZE) >= LARGE;
  }

  /// A read or write: done at once, or parked.
  void transfer(Request request) throws IOException {
    OpenFile file = server.files().get(request.int64(HANDLE));
    boolean waits = (request.int32(FLAGS) & NON_BLOCKING) == 0;
    int size = request.int32(SIZE);
    if (size < 0 || size > Reply.MAX_BODY) {
      throw new Refusal(Errno.EINVAL);
    }
    FastPath path = file.path();
    boolean writes = request.opcode() == Opcode.WRITE;
    if (size == 0) {
      // Nothing is moved, and nothing is what an empty message looks like.
      Reply reply = server.channel().reply();
      server.channel().answer(request.unique(), writes ? reply.int64(0) : reply);
      return;
    }
    if (path == null) {
      ByteBuffer buffer =
          writes ? ByteBuffer.wrap(request.bytes(WRITE_IN, size)) : ByteBuffer.allocate(size);
      new ThreadTransfer(server, file, request.unique(), writes, buffer, waits).start();
      return;
    }
    if (!writes) {
      boolean continues = request.int64(OFFSET) > 0;
      new ReadTransfer(server, file, path, request.unique(), size, waits, continues).begin();
      return;
    }
    if (path.messages() && size > MOST_UNSPLIT) {
      throw new Refusal(Errno.EMSGSIZE);
    }
    MemorySegment source = request.slice(WRITE_IN, size);
    new WriteTransfer(server, file, path, request.unique(), source, waits).begin();
  }

  void poll(Request request) throws IOException {
    OpenFile file = server.files().get(request.int64(HANDLE));
    FastPath path = file.path();
    boolean reads = file.file().access().reads();
    boolean writes = file.file().access().writes();
    int events = request.int32(POLL_EVENTS);
    int ready = (reads ? READABLE : 0) | (writes ? WRITABLE : 0);
    if (path != null) {
      if ((request.int32(POLL_FLAGS) & POLL_NOTIFY) != 0) {
        boolean forData = reads && (events & READABLE) != 0;
        boolean forRoom = writes && (events & WRITABLE) != 0;
        file.polls().begin(path, request.int64(POLL_KERNEL_HANDLE), forData, forRoom);
      }
      boolean data = reads && file.hasData(path);
      boolean room = writes && path.hasRoom(file.wanted());
      ready = (data ? READABLE : 0) | (room ? WRITABLE : 0);
    }
    server
        .channel()
        .answer(request.unique(), server.channel().reply().int32(ready & events).int32(0));
  }
}
