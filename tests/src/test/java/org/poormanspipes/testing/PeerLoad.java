package org.poormanspipes.testing;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;

/// The load that a [Peer] runs in the background, one at a time.
///
/// ```
///   load write NAME WRITER LONGEST COUNT   COUNT messages or bytes; -1: until it is to finish
///   load read NAME oldest|newest           to the end of the stream
///   finish                                 what a writer wrote; what a reader received
/// ```
final class PeerLoad {

  /// Opens a pipe that exists.
  interface Opener {
    PipeChannel open(String name, Access access, StartAt startAt) throws IOException;
  }

  private final Opener opener;
  private final AtomicBoolean stop = new AtomicBoolean();
  private @Nullable PipeChannel pipe;
  private FutureTask<String> running = new FutureTask<>(() -> "!nothing runs");
  private boolean endless;

  PeerLoad(Opener opener) {
    this.opener = opener;
  }

  String start(String[] words) throws IOException {
    stop.set(false);
    if (words[1].equals("write")) {
      PipeChannel target = opener.open(words[2], Access.WRITE, StartAt.NEWEST);
      int writer = Integer.parseInt(words[3]);
      int longest = Integer.parseInt(words[4]);
      long count = Long.parseLong(words[5]);
      endless = count < 0;
      LoadWriter load = new LoadWriter(target, writer, longest);
      run(target, () -> Long.toString(load.write(endless ? Long.MAX_VALUE : count, stop)));
    } else {
      StartAt startAt = words[3].equals("oldest") ? StartAt.OLDEST : StartAt.NEWEST;
      PipeChannel source = opener.open(words[2], Access.READ, startAt);
      endless = false;
      run(source, () -> LoadReader.read(source).toString());
    }
    return "ok";
  }

  private void run(PipeChannel channel, Callable<String> load) {
    pipe = channel;
    running =
        new FutureTask<>(() -> {
          try (channel) {
            return load.call();
          }
        });
    Thread.ofPlatform().daemon().start(running);
  }

  String finish() {
    stop.set(endless);
    try {
      return running.get(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      return "!" + failed.getCause();
    } catch (TimeoutException hangs) {
      return "!the load hangs: " + hangs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "!interrupted";
    }
  }

  /// Ends what a failed test left running.
  void abandon() throws IOException {
    stop.set(true);
    PipeChannel channel = pipe;
    if (channel != null) {
      channel.close();
    }
  }
}
