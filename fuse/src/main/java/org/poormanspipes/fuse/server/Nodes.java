package org.poormanspipes.fuse.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.poormanspipes.linux.Errno;

/// The numbers that the kernel knows. A pipe gets a fresh one each time it is looked up: a write
/// that waits holds the lock of its node, and would stop everybody else who uses the same. A
/// directory keeps its own, since nothing waits at one.
final class Nodes {
  static final long ROOT = 1;

  private final Map<Long, Node> byId = new ConcurrentHashMap<>();
  private final Map<String, Node> directories = new ConcurrentHashMap<>();
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

  /// A node of its own for a pipe, to tell the kernel of.
  Node pipe(String name, String key) {
    Node node = new Node(last.incrementAndGet(), false, name, key);
    node.lookups().incrementAndGet();
    byId.put(node.id(), node);
    return node;
  }

  /// The node of a directory, to tell the kernel of.
  Node directory(String name, String key) {
    return directories.compute(
        key,
        (_, known) -> {
          Node node = known == null ? new Node(last.incrementAndGet(), true, name, key) : known;
          node.lookups().incrementAndGet();
          byId.put(node.id(), node);
          return node;
        });
  }

  /// The kernel forgot some of the times it was told.
  void forget(long id, long times) {
    Node node = byId.get(id);
    if (node == null || id == ROOT) {
      return;
    }
    if (!node.directory()) {
      if (node.lookups().addAndGet(-times) <= 0) {
        byId.remove(id);
      }
      return;
    }
    // Under the lock of the entry, so that no lookup finds it while it goes.
    directories.computeIfPresent(
        node.key(),
        (_, directory) -> {
          if (directory.id() != id || directory.lookups().addAndGet(-times) > 0) {
            return directory;
          }
          byId.remove(id);
          return null;
        });
  }

  /// How many numbers there are.
  int count() {
    return byId.size();
  }
}
