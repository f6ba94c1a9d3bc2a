package org.poormanspipes.webpage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.time.Timeout;

/// A process that writes into every pipe of the device, some of it again and again, and reads a part
/// of it, until its input ends.
final class BusyMain {
  private static final int PIECE = 48;
  private static final int PAUSE_MILLIS = 20;

  private BusyMain() {}

  /// Runs.
  ///
  /// @param arguments the root
  public static void main(String[] arguments) throws Exception {
    DeviceOptions options = DeviceOptions.builder().root(Path.of(arguments[0])).build();
    try (Device device = Device.open(options)) {
      List<PipeChannel> pipes = new ArrayList<>();
      for (Attributes pipe : device.list()) {
        pipes.add(
            device.open(
                String.valueOf(pipe.text("name")),
                Access.READ_WRITE,
                PipeOptions.DEFAULT,
                Disposition.OPEN));
      }
      System.out.println("ready");
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      ByteBuffer taken = ByteBuffer.allocate(8 * PIECE);
      for (int round = 0; System.in.available() == 0; round++) {
        for (int i = 0; i < pipes.size(); i++) {
          if (round % (1 + i % 37) == 0) {
            move(pipes.get(i), piece.clear(), taken.clear(), (round + i) % 3 != 0);
          }
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static void move(PipeChannel pipe, ByteBuffer piece, ByteBuffer taken, boolean reads)
      throws IOException {
    pipe.write(piece, Timeout.NOW);
    if (reads) {
      pipe.read(taken, Timeout.NOW);
    }
  }
}
