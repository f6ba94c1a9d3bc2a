package org.poormanspipes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.time.Timeout;

/// An asynchronous write from a buffer: results as of [PipeChannel#write(ByteBuffer, Timeout)].
final class AsyncWrite extends AsyncOperation<Integer> {

  private final PipeChannel channel;
  private final FastPath path;
  private final ByteBuffer source;
  private int done;

  AsyncWrite(PipeChannel channel, FastPath path, ByteBuffer source, Timeout timeout) {
    super(timeout);
    this.channel = channel;
    this.path = path;
    this.source = source;
  }

  @Override
  @Nullable Integer attempt(boolean over) throws IOException {
    int taken = over ? channel.write(source, Timeout.NOW) : writeInTurn();
    done += Math.max(taken, 0);
    boolean all = taken >= 0 && !source.hasRemaining();
    boolean waits = (taken >= 0 || taken == Outcome.FULL || taken == Outcome.BUSY);
    if (all || over || !waits || !path.waitsForRoom()) {
      return done > 0 ? done : taken;
    }
    return null;
  }

  private int writeInTurn() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    int length = source.remaining();
    int taken = (int) path.writeInTurn(MemorySegment.ofBuffer(source), 0, length);
    source.position(source.position() + Math.max(0, taken));
    return taken;
  }

  @Override
  void ended() {
    path.leaveTurn();
  }

  @Override
  Watch watch(long nanos, Runnable look) throws IOException {
    return path.watchRoom(nanos, look);
  }
}
