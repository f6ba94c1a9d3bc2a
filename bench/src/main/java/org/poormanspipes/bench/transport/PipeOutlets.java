package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.time.Timeout;

/// The ways to write a pipe of ours.
final class PipeOutlets {
  private PipeOutlets() {}

  private static boolean taken(long result) throws IOException {
    if (result >= 0) {
      return true;
    }
    if (result == Outcome.FULL || result == Outcome.BUSY) {
      return false;
    }
    throw new IOException("writing ended with " + Outcome.describe(result));
  }

  /// One call for each message; a long one may go into a stream in several.
  static final class Call implements Outlet {
    private final PipeChannel channel;
    private final MemorySegment source;
    private final Timeout timeout;
    private long done;

    Call(PipeChannel channel, MemorySegment source, Timeout timeout) {
      this.channel = channel;
      this.source = source;
      this.timeout = timeout;
    }

    @Override
    public boolean send() throws IOException {
      long length = source.byteSize();
      long written =
          done == 0 ? channel.write(source, timeout) : channel.write(source.asSlice(done), timeout);
      if (!taken(written)) {
        return false;
      }
      done += written;
      if (done < length) {
        return false;
      }
      done = 0;
      return true;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// One claim for each message.
  static final class Claim implements Outlet {
    private final PipeChannel channel;
    private final MemorySegment source;
    private final WriteClaim claim;

    Claim(PipeChannel channel, MemorySegment source) throws IOException {
      this.channel = channel;
      this.source = source;
      this.claim = channel.newClaim();
    }

    @Override
    public boolean send() throws IOException {
      long length = source.byteSize();
      if (!taken(claim.tryClaim(length))) {
        return false;
      }
      MemorySegment.copy(source, 0, claim.memory(), claim.offset(), length);
      while (!taken(claim.commit())) {
        Thread.onSpinWait();
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      claim.close();
      channel.close();
    }
  }

  /// Up to 64 messages at once, or as many as are 256 KiB.
  static final class Batch implements Outlet {
    private static final int MOST = 64;
    private static final long BYTES = 256 << 10;

    private final PipeChannel channel;
    private final MemorySegment source;
    private final MessageBatch batch = new MessageBatch();
    private final int most;

    Batch(PipeChannel channel, MemorySegment source) {
      this.channel = channel;
      this.source = source;
      this.most = Math.clamp(BYTES / source.byteSize(), 1, MOST);
    }

    @Override
    public boolean send() throws IOException {
      if (batch.size() >= most && !push()) {
        return false;
      }
      batch.add(source, 0, source.byteSize());
      return true;
    }

    /// Makes room for a message, at least.
    private boolean push() throws IOException {
      return taken(channel.write(batch, Timeout.NOW)) && batch.isEmpty();
    }

    @Override
    public boolean flush() throws IOException {
      return batch.isEmpty() || push();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
