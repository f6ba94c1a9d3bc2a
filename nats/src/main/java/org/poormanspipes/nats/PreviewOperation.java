package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.poormanspipes.driver.Preview;

/// Looks at what several reads would return, and takes it when the caller has it elsewhere.
final class PreviewOperation {

  private PreviewOperation() {}

  /// Whose preview it is, and where reading goes on behind it.
  private record Place(NatsHandle handle, Walk walk) {

    /// Counts what was taken from a position on.
    void count(long from) {
      long end = walk.after().position();
      if (from < end && !handle.messages()) {
        handle.counters().read(end - from, 1);
      } else if (from < end) {
        List<Walk.Piece> taken =
            walk.pieces().stream().filter(piece -> piece.frame().position() >= from).toList();
        handle.counters().read(taken.stream().mapToLong(Walk.Piece::length).sum(), taken.size());
      }
    }
  }

  static long preview(NatsHandle handle, Preview into, int limit, long size) throws IOException {
    ReadSide.require(handle.file().access(), handle.name());
    if (limit < 1 || size < 1) {
      throw new IllegalArgumentException(
          "limit=" + limit + ", size=" + size + " must be at least 1");
    }
    ReadOperation.enter(handle);
    try {
      handle.requireOpen();
      if (!handle.held().isEmpty()) {
        throw new IllegalStateException(
            "a message of '" + handle.name() + "' was read in part: read the rest first");
      }
      int most = handle.messages() ? limit : ReadOperation.MOST;
      ReadSide.Result result = handle.reading().preview(new Walk.Want(most, size));
      Walk walk = result.walk();
      return walk == null ? result.outcome() : show(handle, into, walk);
    } catch (Lost gone) {
      return ReadOperation.end(handle, gone);
    } finally {
      handle.readLock().unlock();
    }
  }

  private static long show(NatsHandle handle, Preview into, Walk walk) {
    Cursor after = walk.after();
    into.begin(handle.messages() ? after.number() : after.position(), new Place(handle, walk));
    for (Walk.Piece piece : walk.pieces()) {
      MemorySegment body = MemorySegment.ofArray(piece.frame().body());
      if (handle.messages()) {
        into.messages().add(body, Frame.HEADER + piece.from(), piece.length());
      } else {
        into.add(body, Frame.HEADER + piece.from(), piece.length());
      }
    }
    return into.count();
  }

  static void pass(NatsHandle handle, Preview seen) throws IOException {
    ReadSide.require(handle.file().access(), handle.name());
    if (!(seen.place() instanceof Place place && place.handle() == handle)) {
      throw new IllegalArgumentException(
          "what another handle than this of '" + handle.name() + "' saw can't be passed");
    }
    ReadOperation.enter(handle);
    try {
      handle.requireOpen();
      place.count(handle.reading().pass(place.walk().after()));
    } catch (Lost gone) {
      var _ = ReadOperation.end(handle, gone);
    } finally {
      handle.readLock().unlock();
    }
  }
}
