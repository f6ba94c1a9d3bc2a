package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.mutex.MutexLayout;
import org.poormanspipes.ring.FrameHeader;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.ring.RingLayout;

/// Shows what a ring holds: how much of a stream, or the first frames of messages. Others go on
/// meanwhile, so what looks wrong is looked at again, from where the content begins by then.
final class ContentDump {

  private static final int BYTE_TAIL = PipeLayout.RING + RingLayout.BYTE_TAIL;
  private static final int FRAME_TAIL = PipeLayout.RING + RingLayout.FRAME_TAIL;

  /// So many frames are shown.
  private static final int MOST = 64;

  private static final int LOOKS = 20;

  private final BlockCopy pipe;
  private final BlockCopy ring;
  private final long physical;
  private final boolean messages;

  /// A row: where in the file, what it is called, what it says, and what is wrong.
  private record Row(
      long offset, String name, String value, String meaning, @Nullable String doubt) {}

  private ContentDump(BlockCopy pipe, BlockCopy ring, long capacity) {
    this.pipe = pipe;
    this.ring = ring;
    this.physical = RingGeometry.physicalSize(capacity);
    this.messages = pipe.intAt(PipeLayout.TYPE) == 1;
  }

  static void dump(BlockCopy pipe, BlockCopy ring, long capacity, DumpSheet sheet)
      throws IOException {
    ContentDump dump = new ContentDump(pipe, ring, capacity);
    List<Row> rows = dump.look();
    for (int looks = 1; looks < LOOKS && rows.getLast().doubt != null; looks++) {
      rows = dump.look();
    }
    sheet.part(dump.messages ? "frames" : "content");
    for (Row row : rows) {
      sheet.row(row.offset, row.name, "", row.value, row.meaning, row.doubt);
    }
  }

  /// What there is now; only the last row may have a doubt.
  private List<Row> look() throws IOException {
    long oldest = PipeDump.oldest(pipe);
    // The tail after the one and before the other: it is not before what was read first, and not
    // further than the ring is large from what was read last.
    long tail = pipe.longNow(messages ? FRAME_TAIL : BYTE_TAIL);
    long used = tail - PipeDump.oldest(pipe);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(place(oldest), "oldest", Long.toString(oldest), "position", null));
    rows.add(
        new Row(
            place(tail),
            "used",
            (tail - oldest) + " bytes",
            "up to position " + tail,
            doubt(oldest, tail, used)));
    if (messages && rows.getLast().doubt == null) {
      frames(rows, oldest, tail);
    }
    return rows;
  }

  private @Nullable String doubt(long oldest, long tail, long used) {
    if (oldest < 0 || tail < 0) {
      return "can't be: a position is negative";
    }
    if (messages && (!isAligned(oldest) || !isAligned(tail))) {
      return "can't be: messages begin at multiples of " + FrameLayout.ALIGNMENT;
    }
    if (used > physical) {
      return "can't be: the ring has " + physical + " bytes";
    }
    // A reader may have claimed what a writer has published and not counted yet.
    return tail < oldest && !(messages && isBeingWritten()) ? "can't be: it is negative" : null;
  }

  private static boolean isAligned(long position) {
    return position % FrameLayout.ALIGNMENT == 0;
  }

  private boolean isBeingWritten() {
    return pipe.intAt(PipeLayout.MUTEX + MutexLayout.WORD) != 0
        || pipe.intAt(PipeLayout.MUTEX + MutexLayout.BIAS) != 0;
  }

  private void frames(List<Row> rows, long oldest, long tail) throws IOException {
    long position = oldest;
    FrameHeader before = null;
    for (int count = 0; count < MOST; count++) {
      FrameHeader header = FrameHeader.of(ring.longNow(place(position)));
      String doubt = doubt(header, before, position, tail);
      if (doubt != null && position < PipeDump.oldest(pipe)) {
        rows.add(row(position, header, "was read or overwritten meanwhile", null));
        return;
      }
      rows.add(row(position, header, "position " + position, doubt));
      if (doubt != null || !header.committed()) {
        return;
      }
      before = header;
      position += FrameLayout.frame(header.length());
    }
    rows.add(new Row(place(position), "...", "", (tail - position) + " bytes more", null));
  }

  private @Nullable String doubt(
      FrameHeader header, @Nullable FrameHeader before, long position, long tail) {
    if (before != null && !header.follows(before)) {
      return "does not follow: the number before it is " + before.sequence();
    }
    if (!header.committed()) {
      return position < tail ? "is not committed, although the tail lies behind it" : null;
    }
    return FrameLayout.frame(header.length()) > physical ? "is longer than the ring" : null;
  }

  private Row row(long position, FrameHeader header, String meaning, @Nullable String doubt) {
    String value = "sequence " + header.sequence();
    return header.committed()
        ? new Row(
            place(position), "frame", value + ", " + header.length() + " bytes", meaning, doubt)
        : new Row(place(position), "next", value + ", not committed", meaning, doubt);
  }

  /// Where a position lies in the ring's file, also one that can't be.
  private long place(long position) {
    return RingPlace.BYTES + Long.remainderUnsigned(position, physical);
  }
}
