package org.poormanspipes.unnamed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.poormanspipes.UnnamedPipe;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.PeerListener;
import org.poormanspipes.driver.PeerSocket;

/// A socket at which a test hands out the pipe that it has just made, in a thread of its own.
final class Door implements AutoCloseable {
  private final Path path;
  private final PeerListener listener;
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private volatile UnnamedPipe pipe;
  private volatile Predicate<Caller> admitted;

  Door(Path path) throws IOException {
    this.path = path;
    this.listener = UnnamedPipe.listen(path);
    Thread.ofPlatform().daemon().start(this::serve);
  }

  /// What the next who come get, and who may.
  void handsOut(UnnamedPipe next, Predicate<Caller> toWhom) {
    admitted = toWhom;
    pipe = next;
  }

  String path() {
    return path.toString();
  }

  Queue<String> refusals() {
    return refusals;
  }

  private void serve() {
    while (true) {
      try (PeerSocket peer = listener.accept()) {
        if (peer == null) {
          return;
        }
        if (admitted == null) {
          pipe.send(peer);
        } else {
          pipe.send(peer, admitted);
        }
      } catch (IOException refused) {
        refusals.add(refused.getMessage());
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
