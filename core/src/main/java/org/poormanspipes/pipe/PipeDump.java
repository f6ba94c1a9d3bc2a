package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.layout.Field;
import org.poormanspipes.mutex.MutexFields;
import org.poormanspipes.pool.BlockFields;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.ring.RingFields;
import org.poormanspipes.ring.RingLayout;

/// Shows a pipe's block, and then its ring's.
final class PipeDump {

  private final BlockId id;
  private final BlockCopy copy;
  private final DumpSheet sheet;

  private PipeDump(BlockId id, BlockCopy copy, DumpSheet sheet) {
    this.id = id;
    this.copy = copy;
    this.sheet = sheet;
  }

  static void dump(PipeFiles files, BlockId id, DumpSheet sheet) throws IOException {
    try (BlockCopy copy = BlockCopy.take(files.pipe(id), PipeSnapshot.MOST)) {
      new PipeDump(id, copy, sheet).dump();
      RingDump.dump(files, id, copy, sheet);
    }
  }

  /// Where the content begins by now, from outside: queues have a head and no floor, broadcasts a
  /// floor and no head.
  static long oldest(BlockCopy copy) throws IOException {
    return Math.max(
        copy.longNow(PipeLayout.RING + RingLayout.HEAD),
        copy.longNow(PipeLayout.RING + RingLayout.FLOOR));
  }

  /// The key, as far as it can be told.
  static String key(BlockCopy copy) {
    return Texts.get(
        copy.words(), copy.intAt(PipeLayout.KEY_AT), copy.intAt(PipeLayout.KEY_LENGTH));
  }

  private void dump() throws IOException {
    sheet.block("pipe", copy);
    sheet.part("header", copy, 0, BlockFields.header(Tags.PIPE, copy.status().size()));
    sheet.part("identity", copy, 0, PipeFields.IDENTITY);
    text("name", PipeLayout.NAME_AT, PipeLayout.NAME_LENGTH, null);
    text("key", PipeLayout.KEY_AT, PipeLayout.KEY_LENGTH, keyDoubt());
    sheet.part("settings", copy, 0, PipeFields.SETTINGS);
    sheet.part("access", copy, 0, PipeFields.ACCESS);
    sheet.part("ring control", copy, PipeLayout.RING, RingFields.CONTROL);
    sheet.part("mutex", copy, PipeLayout.MUTEX, MutexFields.ALL);
    sheet.part("waiting", copy, 0, PipeFields.WAITING);
    sheet.part("totals", copy, PipeLayout.TOTALS, CountersFields.ALL);
    sheet.fields(copy, PipeLayout.RARE_TOTALS, RareCountersFields.ALL);
    long trailer = trailer();
    SlotDump.dump(copy, sheet, trailer);
    sheet.part("trailer", copy, trailer, List.of(BlockFields.trailer(Tags.PIPE)));
  }

  private @Nullable String keyDoubt() {
    return BlockId.hash(key(copy)) == id.hash() ? null : "does not go with the file's number";
  }

  private void text(String name, int place, int length, @Nullable String doubt) {
    int at = copy.intAt(place);
    int bytes = copy.intAt(length);
    if (at >= PipeLayout.NAMES && copy.has(at, bytes)) {
      Field field = Field.text(name, at, bytes, "UTF-8");
      sheet.row(
          at,
          name,
          field.type().name(bytes),
          field.show(copy.words(), 0).value(),
          field.meaning(),
          doubt);
    } else {
      sheet.row(at, name, "", "-", "UTF-8", "lies outside of the block");
    }
  }

  /// Where the guard at the end should be: where the size says, if it can be right.
  private long trailer() {
    long size = copy.longAt(BlockFields.SIZE);
    boolean possible = size % Long.BYTES == 0 && copy.has(size - BlockLayout.TRAILER, Long.BYTES);
    return BlockLayout.trailer(possible ? size : copy.size() & -Long.BYTES);
  }
}
