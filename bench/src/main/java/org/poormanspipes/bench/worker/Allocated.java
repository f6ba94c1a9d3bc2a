package org.poormanspipes.bench.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How many bytes this thread has allocated on the heap.
final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  static long now() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
