package org.poormanspipes.bench.jmh;

import static org.poormanspipes.bench.jmh.OnePipe.BURST;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;

/// Reading from a pipe that has data. Writing it is not measured.
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the setup
public class Reading {

  /// A pipe that is filled before each burst.
  @State(Scope.Thread)
  public static class Filled {
    /// What the pipe carries.
    @Param({"MESSAGE", "BYTE"})
    public PipeType type;

    /// Who gets it.
    @Param({"QUEUE", "BROADCAST"})
    public Delivery delivery;

    /// What happens when it is full: what may be overwritten is read otherwise.
    @Param({"BLOCK", "OVERWRITE"})
    public WhenFull whenFull;

    OnePipe pipe;

    /// Makes the pipe.
    @Setup
    public void open() throws IOException {
      pipe = new OnePipe(type, delivery, whenFull, false);
    }

    /// Writes what is to be read.
    @Setup(Level.Invocation)
    public void fill() throws IOException {
      if (isWanting()) {
        pipe.write();
      }
    }

    boolean isWanting() {
      return true;
    }

    /// Removes the pipe.
    @TearDown
    public void close() throws IOException {
      pipe.close();
    }
  }

  /// A pipe that stays filled.
  @State(Scope.Thread)
  public static class Full extends Filled {
    private boolean filled;

    @Override
    boolean isWanting() {
      boolean wanting = !filled;
      filled = true;
      return wanting;
    }
  }

  /// Into memory outside of the heap.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void read(Filled state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.read());
  }

  /// Into a direct buffer.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void readBuffer(Filled state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.readBuffer());
  }

  /// By a handler; figures are for one message, or as many bytes of a stream.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void poll(Filled state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.poll());
  }

  /// Takes nothing.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void peek(Full state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.peek());
  }
}
