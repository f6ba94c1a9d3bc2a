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
    Frame last = Note.append(device, record, record.life().epoch());
    String subject = device.subjects().row(record.id(), source);
    Store.Entry told = device.state().last(subject);
    Row row = told == null ? null : Row.of(told.data());
    long next = behind(last, source, record.messages());
    if (next >= 0) {
      // Nobody wrote since. However much of it was read and removed, the last message is there.
      next = row == null ? next : Math.max(next, row.number());
    } else if (row == null) {
      return NONE;
    } else {
      next = scan(record, source, row);
    }
    // Who asks the next time need not find the row, which readers may have removed by then.
    device.state().put(subject, new Row(next, last.sequence() + 1, 0).bytes());
    return next;
  }

  /// Others wrote behind the row, or nothing of it is there: what is left of it tells.
  private long scan(PipeRecord record, String source, Row row) throws IOException {
    Store data = handle.device().dataStore(record.id());
    long next = row.number();
    for (long at = row.sequence() + 1; at <= row.sequence() + row.most(); at++) {
      Store.Entry entry = data.at(at);
      if (entry == null) {
        // Read and removed, or not written: what follows may tell.
        continue;
      }
      long behind = behind(Tail.frame(entry), source, record.messages());
      if (behind < 0) {
        break;
      }
      next = Math.max(next, behind);
    }
    return next;
  }

  /// The number behind what a message carries; -1 if that is not from this source.
  private static long behind(Frame frame, String source, boolean messages) {
    Origin behind = frame.originBehind(messages);
    return behind == null || !behind.source().equals(source) ? -1 : behind.number();
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
