package org.poormanspipes.mounted;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls of the C library that a client of a mount makes and Java has no word for. Each returns
/// what the call returned, or a negative error number.
final class Native {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int CREATE_MODE = 2;

  private static final MethodHandle OPEN =
      variadic("open", CREATE_MODE, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle IOCTL =
      variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle ACCESS = function("access", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle UNLINK = function("unlink", JAVA_INT, ADDRESS);
  private static final MethodHandle MKDIR = function("mkdir", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle UMOUNT = function("umount2", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle LISTXATTR =
      function("listxattr", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle GETXATTR =
      function("getxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle SETXATTR =
      function("setxattr", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EPOLL_CREATE = function("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      function("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      function("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  private Native() {}

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return link(
        name, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(
      String name, int first, MemoryLayout result, MemoryLayout... arguments) {
    return link(
        name,
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(first));
  }

  private static MethodHandle link(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(), descriptor, options);
  }

  private interface Call {
    Object with(MemorySegment errno, Arena arena) throws Throwable;
  }

  private static long call(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
      long result = ((Number) call.with(errno, arena)).longValue();
      return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static int open(String path, int flags, int mode) {
    return (int)
        call(
            (errno, arena) -> (int) OPEN.invokeExact(errno, arena.allocateFrom(path), flags, mode));
  }

  static void close(int fd) {
    call((errno, _) -> (int) CLOSE.invokeExact(errno, fd));
  }

  /// @param target native memory
  static long read(int fd, MemorySegment target) {
    return call((errno, _) -> (long) READ.invokeExact(errno, fd, target, target.byteSize()));
  }

  /// @param source native memory
  static long write(int fd, MemorySegment source) {
    return call((errno, _) -> (long) WRITE.invokeExact(errno, fd, source, source.byteSize()));
  }

  static int ioctl(int fd, int command, MemorySegment argument) {
    long number = Integer.toUnsignedLong(command);
    return (int) call((errno, _) -> (int) IOCTL.invokeExact(errno, fd, number, argument));
  }

  static int access(String path) {
    return (int)
        call((errno, arena) -> (int) ACCESS.invokeExact(errno, arena.allocateFrom(path), 0));
  }

  static int unlink(String path) {
    return (int) call((errno, arena) -> (int) UNLINK.invokeExact(errno, arena.allocateFrom(path)));
  }

  static int mkdir(String path) {
    return (int)
        call((errno, arena) -> (int) MKDIR.invokeExact(errno, arena.allocateFrom(path), 0700));
  }

  static int umount(String path, int flags) {
    return (int)
        call((errno, arena) -> (int) UMOUNT.invokeExact(errno, arena.allocateFrom(path), flags));
  }

  static long listxattr(String path, MemorySegment target) {
    return call((errno, arena) ->
        (long) LISTXATTR.invokeExact(errno, arena.allocateFrom(path), target, target.byteSize()));
  }

  static long getxattr(String path, String name, MemorySegment target) {
    return call((errno, arena) -> {
      MemorySegment where = arena.allocateFrom(path);
      MemorySegment which = arena.allocateFrom(name);
      return (long) GETXATTR.invokeExact(errno, where, which, target, target.byteSize());
    });
  }

  static int setxattr(String path, String name, byte[] value) {
    return (int)
        call((errno, arena) -> {
          MemorySegment where = arena.allocateFrom(path);
          MemorySegment which = arena.allocateFrom(name);
          MemorySegment what = arena.allocate(Math.max(1, value.length));
          MemorySegment.copy(MemorySegment.ofArray(value), 0, what, 0, value.length);
          return (int) SETXATTR.invokeExact(errno, where, which, what, (long) value.length, 0);
        });
  }

  static int epollCreate() {
    return (int) call((errno, _) -> (int) EPOLL_CREATE.invokeExact(errno, 0x8_0000));
  }

  static int epollControl(int epoll, int operation, int fd, MemorySegment event) {
    return (int)
        call((errno, _) -> (int) EPOLL_CTL.invokeExact(errno, epoll, operation, fd, event));
  }

  /// Waits as long as it takes.
  static int epollWait(int epoll, MemorySegment events, int most) {
    return (int) call((errno, _) -> (int) EPOLL_WAIT.invokeExact(errno, epoll, events, most, -1));
  }
}
