package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Listings: what there was when the directory was opened.
final class DirectoryRequests {
  /// `struct fuse_read_in`.
  private static final int HANDLE = 0;

  private static final int OFFSET = 8;
  private static final int SIZE = 16;

  /// `struct fuse_dirent` before the name.
  private static final int ENTRY = 24;

  /// File types of readdir(3).
  private static final int DIRECTORY = 4;

  private static final int REGULAR = 8;

  private static final long MOST_ENTRIES = 2_000_000;

  private final Server server;
  private final Table<Listing> open = new Table<>();

  /// How many entries all open listings have: each is kept whole until it is closed.
  private final AtomicLong held = new AtomicLong();

  DirectoryRequests(Server server) {
    this.server = server;
  }

  private record Entry(long ino, int type, String name) {}

  private record Listing(long number, List<Entry> entries) {}

  void open(Request request) throws IOException {
    Node node = server.nodes().get(request.node());
    if (!node.directory()) {
      throw new Refusal(Errno.ENOTDIR);
    }
    List<Entry> entries = new ArrayList<>();
    long ino = server.statOfDirectory(node.key()).ino();
    entries.add(entry(".", true, ino));
    entries.add(entry("..", true, Nodes.ROOT));
    server
        .resources()
        .list(node)
        .forEach((name, directory) -> {
          String key = server.resources().key(node.child(name));
          entries.add(entry(name, directory, Stat.file(key, null).ino()));
        });
    if (held.addAndGet(entries.size()) > MOST_ENTRIES) {
      held.addAndGet(-entries.size());
      throw new Refusal(Errno.ENFILE);
    }
    Listing listing = open.add(number -> new Listing(number, entries));
    Reply reply = server.channel().reply().int64(listing.number()).int32(0).int32(0);
    if (!server.channel().answer(request.unique(), reply)) {
      close(listing.number());
    }
  }

  private static Entry entry(String name, boolean directory, long ino) {
    return new Entry(ino, directory ? DIRECTORY : REGULAR, name);
  }

  void read(Request request) throws IOException {
    List<Entry> entries = open.get(request.int64(HANDLE)).entries();
    int room = Math.min(request.int32(SIZE), Reply.MAX_BODY);
    Reply reply = server.channel().reply();
    long from = Math.max(0, request.int64(OFFSET));
    for (long at = from; at < entries.size(); at++) {
      Entry entry = entries.get((int) at);
      byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      int size = (ENTRY + name.length + 7) & ~7;
      if (reply.length() + size > room) {
        break;
      }
      reply.int64(entry.ino()).int64(at + 1).int32(name.length).int32(entry.type());
      reply.bytes(name).zeros(size - ENTRY - name.length);
    }
    server.channel().answer(request.unique(), reply);
  }

  private void close(long number) {
    Listing closed = open.remove(number);
    if (closed != null) {
      held.addAndGet(-closed.entries().size());
    }
  }

  void release(Request request) {
    close(request.int64(HANDLE));
    server.channel().answer(request.unique(), 0);
  }
}
