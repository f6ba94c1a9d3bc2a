package org.poormanspipes.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.time.Timeout;

/// Uses a pipe as a program would, in ways that bits choose. Each step ends in an outcome or in one
/// sentence.
final class BlockUse implements AutoCloseable {
  private static final int ONE_HANDLE = 1;
  private static final int HANDLES = 1 << 1;
  private static final int DIAGNOSIS = 1 << 2;
  private static final int RESIZE = 1 << 3;
  private static final int DELETE_OPEN = 1 << 4;
  private static final int OTHER_PROCESS = 1 << 5;
  private static final int SETTINGS = 1 << 6;
  private static final int STAT = 1 << 7;
  private static final int LIST = 1 << 8;
  private static final int DELETE = 1 << 9;
  private static final int MANY = 1 << 10;
  private static final int SLICES = 1 << 11;
  private static final int MAKE = 1 << 12;

  private static final int READS = 6;
  private static final int SIZE = 100;

  private final Device device;
  private final Place place;
  private final int script;
  private final List<PipeChannel> open = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(3 * SIZE);

  BlockUse(Place place, int script) {
    this.place = place;
    this.device = place.device();
    this.script = script;
  }

  /// A step that may be refused.
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void step(Step step) throws IOException {
    try {
      step.run();
    } catch (DeviceException refused) {
      Sentences.check(refused);
    }
  }

  private void step(int bit, Step step) throws IOException {
    if ((script & bit) != 0) {
      step(step);
    }
  }

  private static void check(List<Attributes> all) {
    all.forEach(Sentences::check);
  }

  /// What changes nothing.
  void look() throws IOException {
    step(LIST, () -> check(device.list()));
    step(STAT, () -> Sentences.check(device.stat(PipeFilesImage.PIPE)));
    step(DIAGNOSIS, () -> check(device.diagnose()));
  }

  void open() throws IOException {
    if ((script & ONE_HANDLE) != 0) {
      step(() -> open(Access.READ_WRITE));
    } else {
      step(() -> open(Access.READ));
      step(() -> open(Access.WRITE));
    }
    for (int i = 0; i < 20 && (script & MANY) != 0; i++) {
      step(() -> open(Access.ATTRIBUTES));
    }
  }

  private void open(Access access) throws IOException {
    open.add(device.open(PipeFilesImage.PIPE, access, PipeOptions.DEFAULT));
  }

  /// Reads what is there, writes, reads that.
  void transfer() throws IOException {
    for (PipeChannel pipe : open) {
      if (pipe.access().reads()) {
        step(() -> pipe.peek(buffer.clear()));
        step(SLICES, () -> pipe.poll((memory, at, length) -> {}, 2));
        step(() -> read(pipe));
      }
      if (pipe.access().writes()) {
        step(() -> pipe.write(ByteBuffer.allocate(SIZE), Timeout.NOW));
        step(() -> pipe.write(ByteBuffer.allocate(SIZE / 2 + 1), Timeout.NOW));
      }
    }
    for (PipeChannel pipe : open) {
      if (pipe.access().reads()) {
        step(() -> read(pipe));
      }
    }
  }

  private void read(PipeChannel pipe) throws IOException {
    for (int i = 0; i < READS; i++) {
      if (pipe.read(buffer.clear(), Timeout.NOW) <= 0) {
        pipe.lost();
      }
    }
  }

  /// What changes the pipe, and what others see.
  void change() throws IOException {
    step(HANDLES, () -> check(device.handles(PipeFilesImage.PIPE)));
    step(HANDLES, () -> check(device.pool()));
    step(HANDLES, () -> Sentences.check(device.describe()));
    step(RESIZE, () -> device.set("P", PipeOptions.builder().capacity(3000).build()));
    step(SETTINGS, () -> device.set("P", PipeOptions.builder().mode(0640).build()));
    step(OTHER_PROCESS, this::otherProcess);
    step(DELETE_OPEN, () -> device.deleteForced(PipeFilesImage.PIPE));
    step(MAKE, () -> device.create("P2", PipeOptions.builder().capacity(500).build()));
  }

  private void otherProcess() throws IOException {
    DeviceObject other = place.attach(place.address());
    try {
      other.list(Sentences::check);
    } finally {
      other.detach();
    }
  }

  @Override
  public void close() throws IOException {
    for (PipeChannel pipe : open) {
      step(pipe::close);
    }
    step(DELETE, () -> device.delete(PipeFilesImage.PIPE));
    step(LIST, () -> check(device.list()));
  }
}
