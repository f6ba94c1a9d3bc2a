package org.poormanspipes.idle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;

/// A process that waits for pipes, or only sleeps, until its input ends.
///
/// ```
///   IdleMain ROOT COUNT     waits for data at COUNT pipes, p0 to p(COUNT-1); 0 only sleeps
/// ```
///
/// Prints `ready` when it waits, and how many were served once all were.
public final class IdleMain {

  private IdleMain() {}

  /// Runs it.
  ///
  /// @param arguments the root directory, and how many pipes
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int count = Integer.parseInt(arguments[1]);
    if (count == 0) {
      System.out.println("ready");
      System.in.read();
      return;
    }
    try (Device device =
        Device.open(DeviceOptions.builder().device("Idle").root(Path.of(arguments[0])).build())) {
      List<PipeChannel> pipes = new ArrayList<>();
      List<CompletableFuture<Integer>> reads = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        PipeChannel pipe = device.open("p" + number, Access.READ);
        pipes.add(pipe);
        reads.add(pipe.async().read(ByteBuffer.allocate(10)));
      }
      System.out.println("ready");
      int served = 0;
      for (CompletableFuture<Integer> read : reads) {
        served += read.join() > 0 ? 1 : 0;
      }
      System.out.println(served);
      System.in.read();
      for (PipeChannel pipe : pipes) {
        pipe.close();
      }
    }
  }
}
