package org.poormanspipes.bench.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Signals to children of this process, without the milliseconds that kill(1) takes. Numbers of
/// Linux on x86-64 and AArch64.
final class Signals {
  private static final int SIGKILL = 9;
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;
  private static final int P_PID = 1;
  private static final int WSTOPPED = 2;
  private static final int SIGINFO_BYTES = 128;

  private static final MethodHandle KILL =
      link("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle WAITID =
      link("waitid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private Signals() {}

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  static void kill(long pid) {
    send(pid, SIGKILL);
  }

  static void proceed(long pid) {
    send(pid, SIGCONT);
  }

  /// Returns when all threads of the child stand still.
  static void stop(long pid) {
    send(pid, SIGSTOP);
    int result;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
      result = (int) WAITID.invokeExact(P_PID, (int) pid, info, WSTOPPED);
    } catch (Throwable failed) {
      throw new IllegalStateException("waitid", failed);
    }
    if (result != 0) {
      throw new IllegalStateException("process " + pid + " is dead already");
    }
  }

  private static void send(long pid, int signal) {
    try {
      int _ = (int) KILL.invokeExact((int) pid, signal);
    } catch (Throwable failed) {
      throw new IllegalStateException("kill", failed);
    }
  }
}
