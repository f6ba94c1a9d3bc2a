package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.BlockFields;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.ring.RingLayout;

/// Shows a ring's block: its header, and what of the content a person can use, which is not the
/// payload.
final class RingDump {

  private static final int GENERATION = PipeLayout.RING + RingLayout.GENERATION;

  private final BlockCopy pipe;
  private final BlockCopy ring;
  private final DumpSheet sheet;

  private RingDump(BlockCopy pipe, BlockCopy ring, DumpSheet sheet) {
    this.pipe = pipe;
    this.ring = ring;
    this.sheet = sheet;
  }

  static void dump(PipeFiles files, BlockId id, BlockCopy pipe, DumpSheet sheet)
      throws IOException {
    sheet.block("ring");
    long generation = pipe.longNow(GENERATION);
    try (BlockCopy ring = BlockCopy.take(files.ring(id, generation), RingPlace.BYTES)) {
      new RingDump(pipe, ring, sheet).dump();
    } catch (SystemCallException failed) {
      sheet.row(
          0,
          "file",
          "-",
          files + "/" + id.ringFile(generation),
          "",
          failed.errno() == Errno.ENOENT && pipe.longNow(GENERATION) != generation
              ? null
              : "can't be read: " + failed.getMessage());
    }
  }

  private void dump() throws IOException {
    sheet.block("ring", ring);
    long fileSize = ring.status().size();
    sheet.part("header", ring, 0, BlockFields.header(Tags.RING, fileSize));
    long size = ring.longAt(BlockFields.SIZE);
    sheet.part(
        "place",
        ring,
        0,
        List.of(
            Field.int64(
                "capacity",
                RingPlace.CAPACITY,
                "in bytes",
                value -> new Shown(Long.toString(value), capacityDoubt(value, size)))));
    long trailer = BlockLayout.trailer(size);
    if (size <= fileSize && trailer >= RingPlace.BYTES && size % Long.BYTES == 0) {
      sheet.part("trailer");
      sheet.field(ring.wordNow(trailer), 0, trailer, BlockFields.trailer(Tags.RING));
    }
    long capacity = ring.longAt(RingPlace.CAPACITY);
    if (capacityDoubt(capacity, size) == null && size <= fileSize) {
      ContentDump.dump(pipe, ring, capacity, sheet);
    }
  }

  private static @Nullable String capacityDoubt(long capacity, long size) {
    if (capacity <= 0 || capacity > PipeProperties.MAX_CAPACITY) {
      return "is no capacity that a ring can have";
    }
    return RingPlace.blockSize(capacity) == size
        ? null
        : "does not go with a block of "
            + size
            + " bytes, of which the ring would have "
            + RingGeometry.physicalSize(capacity);
  }
}
