package org.poormanspipes.damage;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.time.Timeout;

/// A process whose pipes are truncated while it uses them: `ROOT`. For each line of input, `NAME
/// KIND USE`, it opens the pipe, writes and reads in two threads as `USE` says (`busy`, `empty`,
/// `full`) until both are refused, closes it, and prints how each of the four ended.
final class TruncatedMain {
  private TruncatedMain() {}

  /// The child.
  public static void main(String[] words) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Device device = Device.open(Places.device(Path.of(words[0])))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] pipe = line.split(" ", -1);
        System.out.println(use(device, pipe[0], pipe[1], pipe[2]));
      }
    }
  }

  private static String use(Device device, String name, String kind, String use) throws Exception {
    PipeChannel writer = device.open(name, Access.WRITE, Victim.options(kind));
    PipeChannel reader = device.open(name, Access.READ);
    CountDownLatch both = new CountDownLatch(2);
    FutureTask<String> writing = start(both, write(writer, use));
    FutureTask<String> reading = start(both, read(reader, use));
    both.await();
    System.out.println("ready");
    String ends = writing.get() + " " + reading.get();
    return ends + " " + end(close(writer)) + " " + end(close(reader));
  }

  private static FutureTask<String> start(CountDownLatch both, Callable<?> endless) {
    FutureTask<String> task =
        new FutureTask<>(() -> {
          both.countDown();
          return end(endless);
        });
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static String end(Callable<?> call) {
    try {
      call.call();
      return "ok";
    } catch (DeviceException refused) {
      return refused.kind().toString();
    } catch (Exception | Error other) {
      other.printStackTrace();
      return other.getClass().getSimpleName();
    }
  }

  private static Callable<Boolean> close(PipeChannel channel) {
    return () -> {
      channel.close();
      return true;
    };
  }

  private static Callable<Boolean> write(PipeChannel writer, String use) {
    return () -> {
      ByteBuffer source = ByteBuffer.allocate(100);
      while (!use.equals("empty")) {
        writer.write(source.clear(), use.equals("full") ? Timeout.FOREVER : Timeout.NOW);
      }
      while (true) {
        Thread.sleep(5);
        writer.stat();
        writer.write(source.clear(), Timeout.NOW);
      }
    };
  }

  private static Callable<Boolean> read(PipeChannel reader, String use) {
    return () -> {
      ByteBuffer target = ByteBuffer.allocate(1000);
      while (!use.equals("full")) {
        reader.read(target.clear(), use.equals("empty") ? Timeout.FOREVER : Timeout.NOW);
      }
      while (true) {
        Thread.sleep(5);
        reader.peek(target.clear());
      }
    };
  }
}
