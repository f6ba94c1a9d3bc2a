package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.ring.Ring;
import org.poormanspipes.ring.RingRecovery;

/// The ring as one side of one handle sees it; when the ring moves to another storage, so does the
/// view. Used inside the side's gate.
final class RingView {

  private final PipeContext pipe;
  private final Slot slot;
  private @Nullable Storage storage;
  private @Nullable Ring ring;

  RingView(PipeContext pipe, Slot slot) {
    this.pipe = pipe;
    this.slot = slot;
  }

  Ring ring() throws IOException {
    Ring current = ring;
    return current == null ? map() : current;
  }

  /// For who holds the pipe's mutex: it does not move now.
  Ring current() throws IOException {
    Ring mapped = ring();
    return mapped.hasMoved() ? movedForWriters() : mapped;
  }

  private Ring movedForWriters() throws IOException {
    Ring made = moved();
    if (made.hasMoved()) {
      // Damaged: what readers are told counts.
      RingRecovery.tellWriters(Objects.requireNonNull(storage).geometry());
    }
    return made;
  }

  /// After the ring said that it moved.
  Ring moved() throws IOException {
    release();
    Ring made = map();
    if (pipe.control().deletedAcquire()) {
      // Removed meanwhile: what lies at the path may be a ring of the next pipe of that name.
      release();
      throw new DeviceException(Kind.DELETED, "the pipe '" + pipe.name() + "' was deleted");
    }
    return made;
  }

  private Ring map() throws IOException {
    Storage used = pipe.storages().use();
    Ring made = pipe.newRing(used.geometry(), slot.cursor());
    storage = used;
    ring = made;
    return made;
  }

  /// Lets go of the storage; the next use maps it again.
  void release() {
    Storage used = storage;
    storage = null;
    ring = null;
    if (used != null) {
      pipe.storages().release(used);
    }
  }
}
