package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One message on a Unix socket, and the descriptors that travel with it as SCM_RIGHTS, unix(7).
///
/// ```
/// struct msghdr:   0 name   8 its length   16 vector   24 its length   32 control
///                 40 its length   48 flags
/// struct iovec:    0 base   8 length
/// struct cmsghdr:  0 length   8 level (32 bits)   12 type (32 bits)   16 descriptors
/// ```
final class DescriptorMessage {

  private static final int MESSAGE = 56;
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;

  private static final int LEVEL = 8;
  private static final int TYPE = 12;
  private static final int DESCRIPTORS = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

  private static final int CONTROL_TRUNCATED = 0x8;
  private static final int DONT_WAIT = 0x40;
  private static final int NO_SIGNAL = 0x4000;
  private static final int CLOSE_ON_EXEC = 0x4000_0000;

  private static final NativeFunction SENDMSG = NativeFunction.named("sendmsg");
  private static final NativeFunction RECVMSG = NativeFunction.named("recvmsg");

  private DescriptorMessage() {}

  /// What one call received.
  ///
  /// @param bytes how many; 0 at the end
  /// @param descriptors what came with them; the caller's from now on
  /// @param complete whether no more descriptors came than there was place for
  record Received(int bytes, List<Descriptor> descriptors, boolean complete) {}

  /// Sends, and never waits.
  ///
  /// @param socket who sends
  /// @param data all of it
  /// @param descriptors what goes with it
  /// @return how many bytes were taken; with the first of them go the descriptors
  static int send(Descriptor socket, MemorySegment data, List<Descriptor> descriptors)
      throws SystemCallException {
    int fd = socket.enter("sendmsg");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment control = control(arena, descriptors.size());
      control.set(JAVA_LONG, 0, control.byteSize());
      control.set(JAVA_INT, LEVEL, SOL_SOCKET);
      control.set(JAVA_INT, TYPE, SCM_RIGHTS);
      for (int at = 0; at < descriptors.size(); at++) {
        control.set(JAVA_INT, DESCRIPTORS + at * 4L, descriptors.get(at).fd());
      }
      MemorySegment message = message(arena, data, control);
      CallState state = CallState.current();
      int sent = SENDMSG.retry(state, fd, message.address(), DONT_WAIT | NO_SIGNAL);
      if (sent == -1) {
        throw new SystemCallException("sendmsg", show(socket, data), state.errno());
      }
      return sent;
    } finally {
      socket.leave();
    }
  }

  /// Receives once; waits if nothing is there.
  ///
  /// @param socket where from
  /// @param target where to
  /// @param most how many descriptors there is place for; the kernel drops the others
  /// @param origin what the descriptors are called
  static Received receive(Descriptor socket, MemorySegment target, int most, Path origin)
      throws SystemCallException {
    int fd = socket.enter("recvmsg");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment control = control(arena, most);
      MemorySegment message = message(arena, target, control);
      CallState state = CallState.current();
      int received = RECVMSG.retry(state, fd, message.address(), CLOSE_ON_EXEC);
      if (received == -1) {
        throw new SystemCallException("recvmsg", show(socket, target), state.errno());
      }
      boolean complete = (message.get(JAVA_INT, FLAGS) & CONTROL_TRUNCATED) == 0;
      return new Received(
          received, taken(control, message.get(JAVA_LONG, CONTROL_LENGTH), origin), complete);
    } finally {
      socket.leave();
    }
  }

  private static List<Descriptor> taken(MemorySegment control, long length, Path origin) {
    List<Descriptor> taken = new ArrayList<>();
    boolean rights =
        length >= DESCRIPTORS
            && control.get(JAVA_INT, LEVEL) == SOL_SOCKET
            && control.get(JAVA_INT, TYPE) == SCM_RIGHTS;
    if (rights) {
      long end = Math.min(control.get(JAVA_LONG, 0), control.byteSize());
      for (long at = DESCRIPTORS; at + Integer.BYTES <= end; at += Integer.BYTES) {
        taken.add(new Descriptor(control.get(JAVA_INT, at), origin));
      }
    }
    return taken;
  }

  /// Exactly as large as so many descriptors need: with the padding of an odd number the kernel
  /// would find place for another.
  private static MemorySegment control(Arena arena, int descriptors) {
    return arena.allocate(DESCRIPTORS + (long) descriptors * Integer.BYTES, Long.BYTES);
  }

  private static MemorySegment message(Arena arena, MemorySegment data, MemorySegment control) {
    MemorySegment vector = arena.allocate(ADDRESS, 2);
    vector.setAtIndex(ADDRESS, 0, data);
    vector.set(JAVA_LONG, Long.BYTES, data.byteSize());
    MemorySegment message = arena.allocate(MESSAGE, Long.BYTES);
    message.set(ADDRESS, VECTOR, vector);
    message.set(JAVA_LONG, VECTOR_LENGTH, 1);
    if (control.byteSize() > DESCRIPTORS) {
      message.set(ADDRESS, CONTROL, control);
      message.set(JAVA_LONG, CONTROL_LENGTH, control.byteSize());
    }
    return message;
  }

  private static String show(Descriptor socket, MemorySegment data) {
    return socket + ", " + data.byteSize() + " bytes";
  }
}
