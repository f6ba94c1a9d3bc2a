package org.poormanspipes.stop;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// The calls by which the harness does to a dead victim what the kernel does to a dead process.
final class Kernel {
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle MUNMAP =
      link("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle UNWATCH =
      link("inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  private Kernel() {}

  private static MethodHandle link(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
  }

  static void close(int fd) {
    check("close " + fd, () -> (int) CLOSE.invokeExact(fd));
  }

  static void unmap(long address, long size) {
    check("munmap " + Long.toHexString(address), () -> (int) MUNMAP.invokeExact(address, size));
  }

  /// Ends a wait for events: the end of the first watch is one.
  static void endWait(int inotify) {
    check("inotify_rm_watch", () -> (int) UNWATCH.invokeExact(inotify, 1));
  }

  private interface Call {
    int run() throws Throwable;
  }

  private static void check(String what, Call call) {
    int result;
    try {
      result = call.run();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
    if (result != 0) {
      throw new IllegalStateException(what + " was refused: the record of the victim is wrong");
    }
  }
}
