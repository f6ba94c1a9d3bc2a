package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Origins;
import org.poormanspipes.time.Timeout;

/// What one handle does for a carrier: content goes with where it came from in the headers of its
/// message. Before each row the place is told where it will lie if it lies anywhere, so that who
/// carries on after a death has few messages to look at, however much others wrote since.
final class Arrivals implements Origins {

  private final NatsHandle handle;

  Arrivals(NatsHandle handle) {
    this.handle = handle;
  }

  @Override
  public long arrived(String source) throws IOException {
    if (!Origin.isSource(source)) {
      throw new IllegalArgumentException("source=" + source + " names no source");
    }
    NatsDeviceContext device = handle.device();
    PipeRecord record = handle.view().fresh();
    // What a dead carrier has under way was to lie at the end as it knew it: now it can't any more.
    Note.append(device, record, record.life().epoch());
    Store.Entry told = device.state().last(device.subjects().row(record.id(), source));
    if (told == null) {
      return NONE;
    }
    Row row = Row.of(told.data());
    Store data = device.dataStore(record.id());
    long next = row.number();
    for (long at = row.sequence() + 1; at <= row.sequence() + row.most(); at++) {
      Store.Entry entry = data.at(at);
      if (entry == null) {
        // Read and removed, or not written: what follows may tell.
        continue;
      }
      Frame frame = Frame.of(at, entry.data(), entry.origin());
      Origin origin = frame.origin();
      if (origin == null || !origin.source().equals(source)) {
        break;
      }
      next = Math.max(next, origin.number() + (record.messages() ? 1 : frame.length()));
    }
    return next;
  }

  @Override
  public long write(MessageBatch batch, Origin first, Timeout timeout) throws IOException {
    return WriteOperation.write(handle, batch, first, timeout);
  }

  @Override
  public long write(MemorySegment bytes, Origin first, Timeout timeout) throws IOException {
    return WriteOperation.write(
        handle, new WriteOperation.Piece(bytes, 0, bytes.byteSize(), first), timeout);
  }

  @Override
  public @Nullable Origin last() {
    return handle.held().origin();
  }
}
