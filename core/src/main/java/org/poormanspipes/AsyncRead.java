package org.poormanspipes;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.time.Timeout;

/// An asynchronous read into a buffer: results as of [PipeChannel#read(ByteBuffer, Timeout)].
final class AsyncRead extends AsyncOperation<Integer> {

  private final PipeChannel channel;
  private final FastPath path;
  private final ByteBuffer target;

  AsyncRead(PipeChannel channel, FastPath path, ByteBuffer target, Timeout timeout) {
    super(timeout);
    this.channel = channel;
    this.path = path;
    this.target = target;
  }

  @Override
  @Nullable Integer attempt(boolean over) throws IOException {
    int read = channel.read(target, Timeout.NOW);
    return read == Outcome.EMPTY && !over ? null : Integer.valueOf(read);
  }

  @Override
  Watch watch(long nanos, Runnable look) throws IOException {
    return path.watchData(nanos, look);
  }
}
