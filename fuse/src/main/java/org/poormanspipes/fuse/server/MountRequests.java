package org.poormanspipes.fuse.server;

import java.io.IOException;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// What is about the mount as a whole: agreeing on the protocol, and df(1).
final class MountRequests {
  /// `struct fuse_init_in`.
  private static final int MAJOR = 0;

  private static final int MINOR = 4;
  private static final int READ_AHEAD = 8;
  private static final int FLAGS = 12;

  private static final int OUR_MAJOR = 7;
  private static final int OUR_MINOR = 38;

  /// Linux 5.4: the first that knows the flag STREAM of an open file.
  private static final int LEAST_MINOR = 31;

  /// O_TRUNC comes with the open, and is ignored there.
  private static final int ATOMIC_O_TRUNC = 1 << 3;

  private static final int BIG_WRITES = 1 << 5;
  private static final int PARALLEL_DIRECTORY_OPERATIONS = 1 << 18;
  private static final int MAX_PAGES = 1 << 22;
  private static final int WANTED =
      ATOMIC_O_TRUNC | BIG_WRITES | PARALLEL_DIRECTORY_OPERATIONS | MAX_PAGES;

  /// Releases are sent in the background; many clients may go at once.
  private static final int MAX_BACKGROUND = 128;

  private static final int PAGES = 256;
  private static final int REST_OF_INIT_OUT = 24;

  private static final long BLOCK = 4096;
  private static final int NAME_LENGTH = 255;
  private static final int REST_OF_STATFS = 28;

  private final Server server;

  MountRequests(Server server) {
    this.server = server;
  }

  /// A `struct fuse_init_out`.
  void init(Request request) throws IOException {
    if (request.int32(MAJOR) != OUR_MAJOR || request.int32(MINOR) < LEAST_MINOR) {
      throw new Refusal(Errno.EPROTO);
    }
    Reply reply =
        server
            .channel()
            .reply()
            .int32(OUR_MAJOR)
            .int32(Math.min(OUR_MINOR, request.int32(MINOR)))
            .int32(request.int32(READ_AHEAD))
            .int32(request.int32(FLAGS) & WANTED)
            .int16(MAX_BACKGROUND)
            .int16(MAX_BACKGROUND)
            .int32(Reply.MAX_BODY)
            .int32(1)
            .int16(PAGES)
            .int16(0)
            .int32(0)
            .zeros(REST_OF_INIT_OUT + Integer.BYTES);
    server.channel().answer(request.unique(), reply);
  }

  /// A `struct fuse_kstatfs`: the pool, in blocks, and the pipes.
  void statfs(Request request) {
    Attributes device = server.resources().describeDevice();
    long blocks = device.number("quota-bytes") / BLOCK;
    long used = (device.number("used-bytes") + BLOCK - 1) / BLOCK;
    long pipes = device.number("quota-pipes");
    long free = Math.max(0, blocks - used);
    Reply reply =
        server
            .channel()
            .reply()
            .int64(blocks)
            .int64(free)
            .int64(free)
            .int64(pipes)
            .int64(Math.max(0, pipes - device.number("pipes")))
            .int32((int) BLOCK)
            .int32(NAME_LENGTH)
            .int32((int) BLOCK)
            .zeros(REST_OF_STATFS);
    server.channel().answer(request.unique(), reply);
  }
}
