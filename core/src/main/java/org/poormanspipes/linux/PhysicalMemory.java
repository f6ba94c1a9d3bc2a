package org.poormanspipes.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How much memory the machine has, sysinfo(2).
public final class PhysicalMemory {

  // struct sysinfo { long uptime; unsigned long loads[3]; unsigned long totalram; ...
  // at 104: unsigned int mem_unit; }
  private static final int TOTAL = 32;
  private static final int UNIT = 104;

  private static final NativeFunction SYSINFO = NativeFunction.named("sysinfo");

  private PhysicalMemory() {}

  /// All of it.
  ///
  /// @return bytes
  public static long total() {
    CallState state = CallState.current();
    MemorySegment info = state.scratch();
    SYSINFO.retry(state, info.address(), 0, 0);
    return info.get(ValueLayout.JAVA_LONG, TOTAL)
        * Integer.toUnsignedLong(info.get(ValueLayout.JAVA_INT, UNIT));
  }
}
