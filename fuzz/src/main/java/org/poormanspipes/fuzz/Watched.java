package org.poormanspipes.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs inputs in a thread that is watched: an input that takes ten seconds is a finding, as is one
/// that leaves files open.
public final class Watched {
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_MILLIS = 200;

  private Watched() {}

  /// Gives inputs, one after another.
  @FunctionalInterface
  public interface Inputs {
    /// The next one, or null when it is enough.
    byte @Nullable [] next();
  }

  /// Runs inputs until there are no more.
  ///
  /// @return how many
  /// @throws Finding if one of them did what it should not; it says which
  public static long run(Target target, Inputs inputs) {
    Loop loop = new Loop(target, inputs);
    FutureTask<Long> task = new FutureTask<>(loop::run);
    Thread thread = Thread.ofPlatform().daemon().name("fuzz").start(task);
    while (true) {
      try {
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException running) {
        if (System.nanoTime() - loop.since.get() > HANG_NANOS) {
          Throwable where = new Throwable("here");
          where.setStackTrace(thread.getStackTrace());
          throw new Finding("hangs: " + hex(loop.input.get()), where);
        }
      } catch (ExecutionException failed) {
        throw new Finding("the input " + hex(loop.input.get()), failed.getCause());
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
        throw new Finding("interrupted", told);
      }
    }
  }

  private static String hex(byte[] input) {
    return HexFormat.of().formatHex(input);
  }

  private static final class Loop {
    private final Target target;
    private final Inputs inputs;
    private final AtomicReference<byte[]> input = new AtomicReference<>(new byte[0]);
    private final AtomicLong since = new AtomicLong(System.nanoTime());

    Loop(Target target, Inputs inputs) {
      this.target = target;
      this.inputs = inputs;
    }

    long run() throws Exception {
      long count = 0;
      for (byte[] next = inputs.next(); next != null; next = inputs.next()) {
        input.set(next);
        since.set(System.nanoTime());
        target.run(Arrays.copyOf(next, next.length));
        count++;
      }
      return count;
    }
  }
}
