package org.poormanspipes.fuse.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.poormanspipes.linux.Errno;

/// The numbers that the kernel knows. A pipe gets a fresh one each time it is looked up to be
/// written: a write that waits holds the lock of its node, and would stop everybody else who uses
/// the same. Whoever only reads or looks shares one, and so does a directory, since nothing that
/// waits there holds the lock. Were those fresh too, many who open a name at once would look it up
/// again and again: each finds that another has just got another number, which the kernel takes for
/// another file.
final class Nodes {
  static final long ROOT = 1;

  /// The kernel forgets what it has no room for; a client can keep it from that.
  private static final int MOST = 1 << 18;

  private final Map<Long, Node> byId = new ConcurrentHashMap<>();
  private final Map<String, Node> shared = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong(ROOT);

  Nodes() {
    byId.put(ROOT, new Node(ROOT, true, "", ""));
  }

  /// The node of a number.
  ///
  /// @throws Refusal if the kernel was never told of it
  Node get(long id) throws Refusal {
    Node node = byId.get(id);
    if (node == null) {
      throw new Refusal(Errno.ESTALE);
    }
    return node;
  }

  private void requireRoom() throws Refusal {
    if (byId.size() >= MOST) {
      throw new Refusal(Errno.ENFILE);
    }
  }

  /// A node of its own for a pipe, to tell the kernel of.
  Node pipe(String name, String key) throws Refusal {
    requireRoom();
    Node node = new Node(last.incrementAndGet(), false, name, key);
    node.lookups().incrementAndGet();
    byId.put(node.id(), node);
    return node;
  }

  /// The node of a directory, or that of those who only read a pipe, to tell the kernel of.
  Node shared(boolean directory, String name, String key) throws Refusal {
    requireRoom();
    return shared.compute(
        key,
        (_, known) -> {
          Node node =
              known != null && known.directory() == directory
                  ? known
                  : new Node(last.incrementAndGet(), directory, name, key);
          node.lookups().incrementAndGet();
          byId.put(node.id(), node);
          return node;
        });
  }

  /// Somebody will write to a node that may be shared, as by a descriptor's path in `/proc`: those
  /// who come later share another.
  void unshare(Node node) {
    shared.computeIfPresent(node.key(), (_, known) -> known.id() == node.id() ? null : known);
  }

  /// A name was removed. To the kernel its node is dead, a directory in which nothing is found any
  /// more: whoever asks for the name from now on is told of another.
  void removed(String key) {
    shared.remove(key);
  }

  /// The kernel forgot some of the times it was told.
  void forget(long id, long times) {
    Node node = byId.get(id);
    if (node == null || id == ROOT) {
      return;
    }
    // Under the lock of the entry, so that no lookup finds it while it goes.
    shared.compute(
        node.key(),
        (_, known) -> {
          if (node.lookups().addAndGet(-times) > 0) {
            return known;
          }
          byId.remove(id);
          return known != null && known.id() == id ? null : known;
        });
  }

  /// How many numbers there are.
  int count() {
    return byId.size();
  }
}
