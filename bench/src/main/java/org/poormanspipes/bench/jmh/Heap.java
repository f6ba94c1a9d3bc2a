package org.poormanspipes.bench.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the bursts themselves allocate. JMH's own figure has in it what fills or empties the pipe
/// between them.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Heap {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Allocated by this thread during bursts.
  public long bytes;

  /// Calls of the library in those.
  public long calls;

  private long before;

  void begin() {
    before = THREADS.getCurrentThreadAllocatedBytes();
  }

  void end(int calls) {
    bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
    this.calls += calls;
  }
}
