package org.poormanspipes.bench.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;

/// Another process. Says `ready` when it is at work.
///
/// ```
///   Helper sleep               only sleeps
///   Helper read ROOT PIPE      waits for data
///   Helper write ROOT PIPE     writes messages as fast as it can
/// ```
public final class Helper {
  /// The device that the pipes are in.
  static final String DEVICE = "system";

  private static final int LENGTH = 64;
  private static final int WARM = 50_000;

  private Helper() {}

  /// Runs it.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments[0].equals("sleep")) {
      System.out.println("ready");
      Thread.sleep(Long.MAX_VALUE);
      return;
    }
    Access access = arguments[0].equals("read") ? Access.READ : Access.WRITE;
    try (Device device =
            Device.open(
                DeviceOptions.builder().root(Path.of(arguments[1])).device(DEVICE).build());
        PipeChannel pipe = device.open(arguments[2], access, PipeOptions.DEFAULT)) {
      if (access == Access.READ) {
        System.out.println("ready");
        int read = pipe.read(ByteBuffer.allocateDirect(LENGTH));
        throw new IOException("somebody wrote: read=" + read);
      }
      write(pipe);
    }
  }

  private static void write(PipeChannel pipe) throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(LENGTH);
    for (int i = 0; i < WARM; i++) {
      pipe.write(message.clear());
    }
    System.out.println("ready");
    while (pipe.isOpen()) {
      pipe.write(message.clear());
    }
  }
}
