package org.poormanspipes.crash;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Real signals, without the milliseconds that a kill(1) would cost.
final class Signals {
  private static final int SIGKILL = 9;
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;

  private static final int P_PID = 1;
  private static final int WSTOPPED = 2;
  private static final int SIGINFO_BYTES = 128;

  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final MethodHandle KILL =
      link("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle WAITID =
      link("waitid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, POINTER, JAVA_INT));

  private Signals() {}

  private static MethodHandle link(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  /// SIGKILL.
  static void kill(long pid) {
    send(pid, SIGKILL);
  }

  /// SIGCONT.
  static void proceed(long pid) {
    send(pid, SIGCONT);
  }

  /// SIGSTOP to a child of this process; returns when all its threads stand still.
  ///
  /// @return false if it is dead
  static boolean stop(long pid) {
    send(pid, SIGSTOP);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_BYTES, 8);
      return (int) WAITID.invokeExact(P_PID, (int) pid, info, WSTOPPED) == 0;
    } catch (Throwable failed) {
      throw new IllegalStateException("waitid", failed);
    }
  }

  /// Whoever is dead already takes no signal, which is no failure.
  private static void send(long pid, int signal) {
    try {
      int _ = (int) KILL.invokeExact((int) pid, signal);
    } catch (Throwable failed) {
      throw new IllegalStateException("kill", failed);
    }
  }
}
