package org.poormanspipes.bench.jmh;

import static org.poormanspipes.bench.jmh.OnePipe.BURST;
import static org.poormanspipes.bench.jmh.OnePipe.LENGTH;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
import org.poormanspipes.driver.WriteClaim;

/// Writing into a pipe that has room. Reading it empty again is not measured.
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the setup
public class Writing {

  /// A pipe that is emptied after each burst.
  @State(Scope.Thread)
  public static class Emptied {
    /// What the pipe carries.
    @Param({"MESSAGE", "BYTE"})
    public PipeType type;

    /// Who gets it.
    @Param({"QUEUE", "BROADCAST"})
    public Delivery delivery;

    /// What happens when it is full.
    @Param({"BLOCK", "REJECT", "OVERWRITE"})
    public WhenFull whenFull;

    OnePipe pipe;

    boolean exclusive() {
      return false;
    }

    /// Makes the pipe.
    @Setup
    public void open() throws IOException {
      pipe = new OnePipe(type, delivery, whenFull, exclusive());
      opened();
    }

    void opened() throws IOException {}

    void closing() throws IOException {}

    /// Reads what was written.
    @TearDown(Level.Invocation)
    public void empty() throws IOException {
      pipe.read();
    }

    /// Removes the pipe.
    @TearDown
    public void close() throws IOException {
      closing();
      pipe.close();
    }
  }

  /// The same, for messages only.
  @State(Scope.Thread)
  public static class EmptiedMessages {
    /// Who gets them.
    @Param({"QUEUE", "BROADCAST"})
    public Delivery delivery;

    /// What happens when it is full.
    @Param({"BLOCK", "REJECT", "OVERWRITE"})
    public WhenFull whenFull;

    OnePipe pipe;

    /// Makes the pipe.
    @Setup
    public void open() throws IOException {
      pipe = new OnePipe(PipeType.MESSAGE, delivery, whenFull, false);
    }

    /// Reads what was written.
    @TearDown(Level.Invocation)
    public void empty() throws IOException {
      pipe.read();
    }

    /// Removes the pipe.
    @TearDown
    public void close() throws IOException {
      pipe.close();
    }
  }

  /// The same, with a writer that is the only one.
  @State(Scope.Thread)
  public static class Exclusive extends Emptied {
    WriteClaim claim;

    @Override
    boolean exclusive() {
      return true;
    }

    @Override
    void opened() throws IOException {
      claim = pipe.writer().newClaim();
    }

    @Override
    void closing() throws IOException {
      claim.close();
    }
  }

  /// From memory outside of the heap.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void write(Emptied state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.write());
  }

  /// From a direct buffer.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void writeBuffer(Emptied state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.writeBuffer());
  }

  /// By the only writer.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void writeExclusive(Exclusive state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.write());
  }

  /// Several by one call; figures are for one message.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void writeBatch(EmptiedMessages state, Heap heap) throws IOException {
    heap.begin();
    heap.end(state.pipe.writeBatches());
  }

  /// In place: claim, copy, commit.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void claim(Exclusive state, Heap heap) throws IOException {
    heap.begin();
    WriteClaim claim = state.claim;
    MemorySegment message = state.pipe.message();
    for (int i = 0; i < BURST; i++) {
      if (claim.tryClaim(LENGTH) != LENGTH) {
        throw new IOException("no claim after operations=" + i);
      }
      MemorySegment.copy(message, 0, claim.memory(), claim.offset(), LENGTH);
      if (claim.commit() != LENGTH) {
        throw new IOException("no commit after operations=" + i);
      }
    }
    heap.end(BURST);
  }
}
