package org.poormanspipes.bench.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.ToDoubleFunction;
import org.poormanspipes.bench.transport.Checker;
import org.poormanspipes.bench.transport.Inlet;
import org.poormanspipes.bench.transport.Link;
import org.poormanspipes.bench.transport.Message;
import org.poormanspipes.bench.transport.Outlet;
import org.poormanspipes.bench.transport.Transport;
import org.poormanspipes.bench.transport.Transports;

/// One copy of the library, loaded by a class loader of its own: of this class the other loaders
/// know only the interface. A turn opens both ends of a pipe that stays, carries messages from this
/// thread to another, and closes both ends.
public final class Twin implements ToDoubleFunction<Path> {
  private static final int BETWEEN_CLOCKS = 256;

  private final Transport transport;
  private final int size;
  private final int capacity;
  private final long nanos;

  /// @param transport its name
  /// @param size bytes of a message
  /// @param capacity bytes of the pipe
  /// @param millis how long a turn lasts
  public Twin(String transport, Integer size, Integer capacity, Integer millis) {
    this.transport = Transports.of(transport).transport();
    this.size = size;
    this.capacity = capacity;
    this.nanos = millis * 1_000_000L;
  }

  /// The pipe in a directory.
  Link link(Path directory) {
    return new Link(directory, "way", size, capacity, 1, 1);
  }

  /// Keeps the pipe when both ends of a turn are closed: an end that nobody uses.
  Inlet keep(Path directory) throws IOException {
    return transport.inlet(link(directory));
  }

  /// One turn.
  ///
  /// @return the millions of messages each second
  @Override
  public double applyAsDouble(Path directory) {
    Message message = new Message(size, 0);
    Checker checker = new Checker(size, 1, false, false);
    try (Inlet inlet = transport.inlet(link(directory));
        Outlet outlet = transport.outlet(link(directory), message)) {
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(
              () -> read(inlet, checker), task -> Thread.ofPlatform().daemon().start(task));
      long started = System.nanoTime();
      long sequence = 0;
      while (System.nanoTime() - started < nanos) {
        for (int i = 0; i < BETWEEN_CLOCKS; i++) {
          write(outlet, message, sequence++, false);
        }
      }
      write(outlet, message, sequence++, true);
      reading.join();
      return sequence * 1e3 / (checker.lastNanos() - started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Outlet outlet, Message message, long sequence, boolean last)
      throws IOException {
    message.stamp(sequence, last);
    while (!outlet.send()) {
      Thread.onSpinWait();
    }
  }

  private static void read(Inlet inlet, Checker checker) {
    try {
      while (!checker.isDone()) {
        if (inlet.receive(checker) == 0) {
          Thread.onSpinWait();
        }
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
    if (checker.error() != null) {
      throw new IllegalStateException(checker.error());
    }
  }
}
