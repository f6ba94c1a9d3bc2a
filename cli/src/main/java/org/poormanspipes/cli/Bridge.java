package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Carries from one pipe to another. It looks at what is next, writes it there, and only then takes
/// it here: whatever happens in between, nothing is lost. An end whose server is away is opened
/// again until it is there; what was under way then is known not to have arrived, or is known by
/// the server when it comes again.
final class Bridge {

  private static final int FIRST_SIZE = 1 << 20;
  private static final long PAUSE_SECONDS = 1;
  private static final long LOOK_NANOS = 200_000_000L;

  private final End from;
  private final End to;
  private final Stdio io;

  /// A pipe that may be elsewhere.
  ///
  /// @param device its device
  /// @param name its name there
  record End(DeviceOptions device, String name) {}

  Bridge(End from, End to, Stdio io) {
    this.from = from;
    this.to = to;
    this.io = io;
  }

  int run() throws IOException {
    boolean told = false;
    while (true) {
      try {
        return carry();
      } catch (DeviceException away) {
        if (!isPassing(away)) {
          throw away;
        }
        if (!told) {
          io.warn("pmp: waiting: " + away.getMessage());
          told = true;
        }
      }
      try {
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      } catch (InterruptedException alerted) {
        return ExitCode.INTERRUPTED;
      }
    }
  }

  private static boolean isPassing(DeviceException refused) {
    return refused.kind() == DeviceException.Kind.FAILED
        || (refused.kind() == DeviceException.Kind.NOT_FOUND && refused.getCause() != null);
  }

  private int carry() throws IOException {
    try (Device source = Device.open(from.device());
        Device target = Device.open(to.device());
        PipeChannel reader = source.open(from.name(), Access.READ);
        PipeChannel writer = target.open(to.name(), Access.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(FIRST_SIZE);
      while (true) {
        int seen = reader.peek(buffer.clear());
        if (reader.messages() && seen == buffer.capacity()) {
          // Perhaps not all of it: a message is carried whole.
          buffer = ByteBuffer.allocate(2 * buffer.capacity());
        } else if (seen >= 0 && !(seen == 0 && !reader.messages())) {
          move(reader, writer, buffer.flip());
        } else if (seen == Outcome.END) {
          return ExitCode.DONE;
        } else if (seen == Outcome.LOST) {
          tellLoss(reader, reader.read(buffer.clear(), Timeout.NOW));
        } else if (!await(reader)) {
          return ExitCode.INTERRUPTED;
        }
      }
    }
  }

  /// Writes what was seen, and takes it. Others may have taken it first, or overwritten it: then
  /// something else was taken, and is written too.
  private void move(PipeChannel reader, PipeChannel writer, ByteBuffer seen) throws IOException {
    ByteBuffer taken = ByteBuffer.allocate(Math.max(1, seen.remaining()));
    write(writer, seen.duplicate());
    int read;
    do {
      read = reader.read(taken, Timeout.NOW);
      tellLoss(reader, read);
    } while (read > 0 && taken.position() < seen.remaining() && !reader.messages());
    if (read < 0 && taken.position() == 0) {
      return;
    }
    taken.flip();
    if (!taken.equals(seen.slice(0, Math.min(taken.remaining(), seen.remaining())))
        || (reader.messages() && taken.remaining() != seen.remaining())) {
      write(writer, rest(reader, taken));
    }
  }

  /// What was taken, with the rest of a message that is longer than what was seen.
  private static ByteBuffer rest(PipeChannel reader, ByteBuffer begun) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(begun.remaining() + (int) reader.remainder()).put(begun);
    while (reader.remainder() > 0) {
      var _ = reader.read(whole, Timeout.NOW);
    }
    return whole.flip();
  }

  /// A target that rejects or overwrites has what it took; nothing waits for it.
  private static void write(PipeChannel writer, ByteBuffer content) throws IOException {
    boolean more = true;
    while (more) {
      more = writer.write(content) > 0 && content.hasRemaining() && !writer.messages();
    }
  }

  private void tellLoss(PipeChannel reader, int outcome) {
    if (outcome == Outcome.LOST) {
      io.warn("pmp: " + reader.lost() + " were overwritten before they were carried");
    }
  }

  /// Until there may be more.
  private static boolean await(PipeChannel reader) {
    try {
      CountDownLatch more = new CountDownLatch(1);
      var path = reader.fileObject().fastPath();
      if (path == null) {
        return false;
      }
      var watch = path.watchData(LOOK_NANOS, more::countDown);
      var _ = more.await(LOOK_NANOS, TimeUnit.NANOSECONDS);
      watch.cancel();
      return true;
    } catch (InterruptedException alerted) {
      return false;
    } catch (IOException closed) {
      return true;
    }
  }
}
