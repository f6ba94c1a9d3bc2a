package org.poormanspipes.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;

/// The list entry point: every pipe of the device. One that is damaged is listed as such, and the
/// others go on; one whose users died is seen to on the way.
final class ListOperation {

  private ListOperation() {}

  /// So many are looked at by as many threads as there are processors, before they are told.
  private static final int TOGETHER = 4096;

  /// Fewer than this are not worth other threads.
  private static final int MANY = 500;

  static void list(PipeDeviceContext device, Consumer<Attributes> visitor) throws IOException {
    List<BlockId> ids = new ArrayList<>();
    for (String file : device.files().list()) {
      BlockId id = BlockId.isPipe(file) ? BlockId.parse(file) : null;
      if (id != null) {
        ids.add(id);
      }
    }
    for (int from = 0; from < ids.size(); from += TOGETHER) {
      List<BlockId> some = ids.subList(from, Math.min(ids.size(), from + TOGETHER));
      for (Attributes described : describe(device, some)) {
        visitor.accept(described);
      }
    }
  }

  private static List<Attributes> describe(PipeDeviceContext device, List<BlockId> ids)
      throws IOException {
    try {
      return (ids.size() < MANY ? ids.stream() : ids.parallelStream())
          .<Attributes>mapMulti((id, found) -> {
            try {
              Attributes described = describe(device, id, ListOperation::pipe);
              if (described != null) {
                found.accept(described);
              }
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          })
          .toList();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /// What is wanted of a snapshot; null for nothing.
  @FunctionalInterface
  interface View {
    @Nullable Attributes of(PipeSnapshot snapshot) throws IOException;
  }

  private static Attributes pipe(PipeSnapshot snapshot) throws IOException {
    return PipeDescription.pipe(snapshot);
  }

  /// A view of a pipe, after its dead were seen to; null if it is gone, or nothing is wanted of it.
  static @Nullable Attributes describe(PipeDeviceContext device, BlockId id, View view)
      throws IOException {
    try {
      try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), id)) {
        if (!snapshot.needsVisit()) {
          return view.of(snapshot);
        }
      }
      if (isGoneAfterVisit(device, id)) {
        return null;
      }
      try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), id)) {
        return view.of(snapshot);
      }
    } catch (DamagedBlockException damage) {
      return PipeDescription.damaged(id, damage);
    } catch (SystemCallException refused) {
      // Removed while we were looking: not there any more. One we may not look at is listed as
      // such.
      return refused.errno() == Errno.ENOENT
          ? null
          : PipeDescription.damaged(id, DriverOnly.ofListed(device, id, refused));
    } catch (DeviceException refused) {
      return PipeDescription.damaged(id, refused);
    }
  }

  private static boolean isGoneAfterVisit(PipeDeviceContext device, BlockId id) throws IOException {
    try (NameLock _ = Names.lock(device, id.hash(), id.toString())) {
      if (!PipeFinder.isPresent(device, id)) {
        return true;
      }
      PipeContext pipe = device.usePipe(id);
      try {
        return DeadHandles.apply(device, pipe);
      } finally {
        device.releasePipe(pipe);
      }
    }
  }
}
