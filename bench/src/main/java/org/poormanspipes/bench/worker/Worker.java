package org.poormanspipes.bench.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.bench.transport.Transport;
import org.poormanspipes.bench.transport.Transports;

/// The main class of a process that is measured. It obeys lines on its standard input and answers
/// with lines that begin with [#MARK]:
///
/// ```
///   (start)                        ready
///   go KIND MILLISECONDS RATE      result NAME=VALUE...
///   stop                           (ends the round of a reader whose pipe is empty)
///   end                            (ends the process; so does the end of the input)
/// ```
public final class Worker {
  /// Begins each line for the parent; whatever else is printed is a library's.
  public static final String MARK = "@ ";

  private static final String END = "end";
  private static final long DRIVER_PAUSE_MILLIS = 20;

  private final Part.Stop stop = new Part.Stop();
  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private final PrintStream out = System.out;

  private Worker() {}

  /// Runs until told to end.
  public static void main(String[] arguments) throws InterruptedException {
    Worker worker = new Worker();
    try {
      worker.run(Task.parse(arguments));
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      worker.say("failed " + e);
      // Libraries' threads would keep the process.
      Runtime.getRuntime().halt(1);
    }
  }

  private void run(Task task) throws IOException, InterruptedException {
    if (task.cpu() >= 0) {
      pin(task.cpu());
    }
    Thread listener = Thread.ofPlatform().daemon().name("orders").unstarted(this::listen);
    listener.start();
    try (Part part = part(task)) {
      say("ready");
      while (true) {
        String line = next(part);
        if (line.equals(END)) {
          break;
        }
        Order order = Order.parse(line);
        long delayed = Delays.now();
        Figures figures = part.round(order, stop);
        say("result" + figures.with("delayed", Delays.now() - delayed).line());
      }
    }
    System.exit(0);
  }

  /// The next order. A media driver goes on meanwhile, slowly, so that its clients believe in it.
  private String next(Part part) throws InterruptedException {
    if (part instanceof DriverPart driver) {
      while (true) {
        String line =
            orders.poll(driver.isNeeded() ? 0 : DRIVER_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null) {
          return line;
        }
        driver.turn();
      }
    }
    return orders.take();
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("stop")) {
          stop.set(true);
        } else {
          stop.set(false);
          orders.add(line);
        }
      }
    } catch (IOException e) {
      System.err.println("no orders: " + e);
    }
    // The parent is gone.
    orders.add(END);
    try {
      TimeUnit.SECONDS.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private void say(String line) {
    out.println(MARK + line);
    out.flush();
  }

  private static Part part(Task task) throws IOException {
    Transport transport = Transports.of(task.transport()).transport();
    return switch (task.role()) {
      case PING -> new PingPart(task, transport);
      case PONG -> new PongPart(task, transport);
      case WRITER -> new WriterPart(task, transport);
      case READER -> new ReaderPart(task, transport);
      case DRIVER -> new DriverPart(task);
      case COPIER -> new CopierPart(task);
    };
  }

  /// Keeps this thread, and no other of the JVM, on one processor.
  private static void pin(int cpu) throws IOException, InterruptedException {
    String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    new ProcessBuilder("taskset", "-cp", Integer.toString(cpu), thread)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
