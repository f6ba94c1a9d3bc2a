package org.poormanspipes.nats;

import io.nats.client.Message;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Outcome;

/// Several messages on their way to the server at once. Each is taken only if the one before it
/// was, so that what was written is always a beginning of the batch, in order.
final class BatchWrite {

  static final int MOST = 512;
  static final long MOST_BYTES = 4 << 20;
  private static final int HEADER = Long.BYTES;

  private final NatsDeviceContext device;
  private final RecordView view;
  private final WriteSide side;
  private final Store data;
  private final String subject;

  BatchWrite(NatsDeviceContext device, RecordView view, WriteSide side) {
    String id = view.seen().id();
    this.device = device;
    this.view = view;
    this.side = side;
    this.data = device.dataStore(id);
    this.subject = device.subjects().data(id);
  }

  /// One message under way.
  ///
  /// @param append what was sent
  /// @param answer what the server says to it
  /// @param position how much is charged with it
  /// @param memoryEnd where in the batch the next begins
  private record Flight(
      Store.Append append, CompletableFuture<Message> answer, long position, long memoryEnd) {}

  /// What was written.
  ///
  /// @param messages how many, or a negative [Outcome]
  /// @param bytes how many bytes they carry
  record Written(long messages, long bytes) {}

  /// Writes as many messages from the front of a batch as there is room for, and drops them there.
  ///
  /// @param origin where the first is from, if they are carried
  Written write(MessageBatch batch, @Nullable Origin origin) throws IOException {
    long messages = 0;
    long bytes = 0;
    side.begin();
    while (!batch.isEmpty()) {
      Written some = writeSome(batch, origin == null ? null : origin.plus(messages));
      if (some.messages() < 0) {
        return messages > 0 ? new Written(messages, bytes) : some;
      }
      messages += some.messages();
      bytes += some.bytes();
    }
    return new Written(messages, bytes);
  }

  /// None taken, and yet not full: another writer was faster.
  private Written writeSome(MessageBatch batch, @Nullable Origin origin) throws IOException {
    Tail tail = side.tail();
    Row.tell(device, view.seen().id(), origin, tail, Math.min(batch.size(), MOST));
    List<Flight> flights = start(batch, tail, origin);
    if (flights.isEmpty()) {
      return new Written(side.isDoubtful() ? 0 : Outcome.FULL, 0);
    }
    long bytes = 0;
    long written = 0;
    Tail last = null;
    side.forget();
    try {
      for (Flight flight : flights) {
        long sequence = data.settle(flight.append(), flight.answer());
        if (sequence == Store.CONFLICT) {
          break;
        }
        written++;
        last = new Tail(sequence, flight.position(), tail.number() + written, tail.epoch());
        bytes += flight.append().body().length - Frame.HEADER;
        batch.drop(flight.memoryEnd() - batch.from());
      }
    } finally {
      if (last != null && written == flights.size()) {
        side.wrote(last);
      }
    }
    return new Written(written, bytes);
  }

  private List<Flight> start(MessageBatch batch, Tail first, @Nullable Origin origin)
      throws IOException {
    PipeRecord record = view.seen();
    MemorySegment memory = batch.memory();
    List<Flight> flights = new ArrayList<>();
    long at = batch.from();
    long bytes = 0;
    Tail tail = first;
    while (at < batch.to() && flights.size() < MOST && bytes < MOST_BYTES) {
      long length = memory.get(ValueLayout.JAVA_LONG, at);
      if (!side.fits(record, length)) {
        if (flights.isEmpty() && !side.isDoubtful()) {
          side.requireFits(record, length);
        }
        return flights;
      }
      if (side.takes(record, tail, length) < 0) {
        return flights;
      }
      byte[] body = Frame.content(record.life().epoch(), tail, memory, at + HEADER, (int) length);
      Store.Append append =
          data.appending(
              subject, body, tail.sequence(), origin == null ? null : origin.plus(flights.size()));
      at += HEADER + (length + HEADER - 1) / HEADER * HEADER;
      long position = tail.position() + Frame.charge(length, true);
      flights.add(new Flight(append, device.start(append), position, at));
      tail = new Tail(tail.sequence() + 1, position, tail.number() + 1, tail.epoch());
      bytes += length;
    }
    return flights;
  }
}
