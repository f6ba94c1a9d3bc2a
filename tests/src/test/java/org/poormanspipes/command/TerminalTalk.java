package org.poormanspipes.command;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Talks over a terminal: a pseudo-terminal of the kernel's, as that of a terminal emulator. It
/// is the controlling terminal of the program, which runs in a session of its own, has 24 rows of 80
/// columns, and shows `\n` as `\r\n`.
final class TerminalTalk extends Talk {
  private static final int READ_WRITE_NO_CONTROL = 0x102;
  private static final int NAME_SIZE = 64;
  private static final byte END_OF_INPUT = 4;
  private static final byte INTERRUPT = 3;
  private static final MethodHandle OPEN = function("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANT = function("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCK = function("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle NAME =
      function("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  private final int master;
  private final String path;
  private final Thread listener;

  private TerminalTalk(int master, String path, Process process) {
    super(process);
    this.master = master;
    this.path = path;
    listener = new Thread(this::listen, "terminal-" + process.pid());
    listener.setDaemon(true);
    listener.start();
  }

  /// Starts a program on a new terminal.
  ///
  /// @param echo whether the terminal shows what is typed
  /// @param builder the program and its environment
  static TerminalTalk start(boolean echo, ProcessBuilder builder) throws IOException {
    int master = (int) call(OPEN, READ_WRITE_NO_CONTROL);
    require(master, "posix_openpt");
    require(call(GRANT, master), "grantpt");
    require(call(UNLOCK, master), "unlockpt");
    List<String> command = new ArrayList<>();
    // The first terminal that the head of a session opens is its controlling terminal.
    command.addAll(List.of("setsid", "env", "--default-signal=INT,HUP", "sh", "-c"));
    command.add(
        "exec <\"$0\" >\"$0\" 2>&1; stty rows 24 columns 80 "
            + (echo ? "" : "-")
            + "echo; exec \"$@\"");
    String path = name(master);
    command.add(path);
    command.addAll(builder.command());
    return new TerminalTalk(master, path, builder.command(command).start());
  }

  private static String name(int master) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(NAME_SIZE);
      require(-call(NAME, master, name, (long) NAME_SIZE), "ptsname_r");
      return name.getString(0);
    }
  }

  private void listen() {
    byte[] bytes = new byte[1 << 12];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(bytes.length);
      int count = 0;
      while (count >= 0) {
        count = (int) call(READ, master, buffer, (long) bytes.length);
        if (count > 0) {
          MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, count);
        }
        heard(bytes, count);
      }
    }
  }

  @Override
  void type(byte[] bytes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      byte[] left = bytes;
      while (left.length > 0) {
        MemorySegment data = arena.allocateFrom(JAVA_BYTE, left);
        int count = (int) call(WRITE, master, data, (long) left.length);
        require(count, "write");
        left = Arrays.copyOfRange(left, count, left.length);
      }
    }
  }

  @Override
  void endInput() throws IOException {
    type(new byte[] {END_OF_INPUT});
  }

  /// Where the program's side of the terminal is.
  String path() {
    return path;
  }

  void interrupt() throws IOException {
    type(new byte[] {INTERRUPT});
  }

  @Override
  String newline() {
    return "\r\n";
  }

  @Override
  public void close() throws IOException {
    super.close();
    try {
      // Reading ends when the last program on the terminal is gone.
      listener.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    call(CLOSE, master);
  }

  private static void require(long result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + " failed");
    }
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, parameters));
  }

  private static long call(MethodHandle function, Object... arguments) {
    try {
      return ((Number) function.invokeWithArguments(arguments)).longValue();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
