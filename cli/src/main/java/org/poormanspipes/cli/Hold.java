package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Preview;

/// What happens to what a bridge holds and can't write: its full policy.
final class Hold {

  private static final int ROW = 512;
  private static final long ROW_BYTES = 256 << 10;

  /// A pipe that is fuller than this part of it is as good as full.
  private static final int NEARLY = 8;

  private final Device device;
  private final PipeChannel reader;
  private final FastPath path;
  private final WhenFull policy;
  private final Losses losses;
  private final long rowBytes;
  private final Preview row = new Preview();
  private long refused;
  private long droppedTo;

  Hold(Device device, PipeChannel reader, WhenFull policy, Losses losses) throws IOException {
    this.device = device;
    this.reader = reader;
    this.path = Carrier.path(reader);
    this.policy = policy;
    this.losses = losses;
    Attributes now = reader.stat();
    this.refused = now.number("refused");
    // What is dropped for others to have room is not much more than that takes.
    this.rowBytes =
        policy == WhenFull.OVERWRITE
            ? Math.clamp(now.number("capacity") / NEARLY, 1, ROW_BYTES)
            : ROW_BYTES;
  }

  WhenFull policy() {
    return policy;
  }

  Losses losses() {
    return losses;
  }

  /// Looks at what is next.
  ///
  /// @return how many, or a negative [org.poormanspipes.driver.Outcome]
  long look(Preview into) throws IOException {
    return path.preview(into, ROW, rowBytes);
  }

  /// While nothing can be written: drops what the policy wants dropped.
  void relieve() throws IOException {
    while (isDue() && look(row) > 0) {
      losses.dropped(row.count());
      path.pass(row);
      row.skip(row.count());
      droppedTo = row.number();
    }
  }

  /// The number behind the last that was dropped in that way.
  long droppedTo() {
    return droppedTo;
  }

  /// Whether what comes next is to be dropped if it can't be written now.
  boolean isDue() throws IOException {
    return switch (policy) {
      case BLOCK -> false;
      case REJECT -> true;
      case OVERWRITE -> isCrowded();
    };
  }

  /// Whether somebody has no room to write, or soon has none.
  private boolean isCrowded() throws IOException {
    Attributes now = reader.stat();
    boolean refuses = now.number("refused") > refused;
    refused = now.number("refused");
    long capacity = now.number("capacity");
    return refuses
        || now.number("used") > capacity - capacity / NEARLY
        || device.handles(reader.name()).stream()
            .anyMatch(handle -> "room".equals(handle.text("waiting")));
  }
}
