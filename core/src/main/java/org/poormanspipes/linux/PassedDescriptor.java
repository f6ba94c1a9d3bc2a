package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A descriptor that a helper program opens and hands over: the program runs with one end of a
/// socket pair as its standard input, and sends the descriptor through that as SCM_RIGHTS,
/// unix(7). What it prints as errors is collected.
///
/// Java's own way to start programs hands no descriptor to them, hence posix_spawn(3).
public final class PassedDescriptor {

  /// Larger than glibc's and musl's `posix_spawn_file_actions_t`.
  private static final int FILE_ACTIONS = 256;

  private static final NativeFunction SOCKETPAIR = NativeFunction.named("socketpair");
  private static final NativeFunction SPAWN = NativeFunction.named("posix_spawnp");
  private static final NativeFunction WAITPID = NativeFunction.named("waitpid");
  private static final NativeFunction ACTIONS_INIT =
      NativeFunction.named("posix_spawn_file_actions_init");
  private static final NativeFunction ACTIONS_DUP =
      NativeFunction.named("posix_spawn_file_actions_adddup2");

  private final List<String> command;
  private final Map<String, String> environment;
  private final CallState state = CallState.current();

  private PassedDescriptor(List<String> command, Map<String, String> environment) {
    this.command = command;
    this.environment = environment;
  }

  /// What came of it.
  ///
  /// @param descriptor what was handed over, or null
  /// @param errors what the program printed as errors
  public record Result(@Nullable Descriptor descriptor, String errors) {}

  /// Runs a program until it ends.
  ///
  /// @param command its name, found on the PATH, and its arguments
  /// @param environment all of its environment
  /// @return what it handed over
  /// @throws IOException if it can't be run; ENOENT if it is not there
  public static Result from(List<String> command, Map<String, String> environment)
      throws IOException {
    return new PassedDescriptor(command, environment).run();
  }

  private Result run() throws IOException {
    try (Arena arena = Arena.ofConfined();
        Pair passing = pair(arena);
        Pair errors = pair(arena)) {
      int pid = spawn(arena, passing.theirs(), errors.theirs());
      // Theirs only: the ends of file show when the program has ended.
      passing.theirs().close();
      errors.theirs().close();
      Descriptor passed = receive(arena, passing.ours());
      String said = readAll(arena, errors.ours());
      WAITPID.retry(state, pid, 0, 0);
      return new Result(passed, said);
    }
  }

  private record Pair(Descriptor ours, Descriptor theirs) implements AutoCloseable {
    @Override
    public void close() {
      ours.close();
      theirs.close();
    }
  }

  private Pair pair(Arena arena) throws SystemCallException {
    MemorySegment ends = arena.allocate(JAVA_INT, 2);
    if (SOCKETPAIR.retry(
            state, SocketAddress.AF_UNIX, SocketAddress.STREAM_CLOEXEC, 0, ends.address(), 0)
        == -1) {
      throw new SystemCallException("socketpair", "AF_UNIX", state.errno());
    }
    Path name = Path.of("socket");
    return new Pair(
        new Descriptor(ends.getAtIndex(JAVA_INT, 0), name),
        new Descriptor(ends.getAtIndex(JAVA_INT, 1), name));
  }

  private int spawn(Arena arena, Descriptor input, Descriptor errors) throws SystemCallException {
    MemorySegment pid = arena.allocate(JAVA_INT);
    MemorySegment actions = arena.allocate(FILE_ACTIONS, Long.BYTES);
    ACTIONS_INIT.call(state, actions.address(), 0, 0, 0, 0, 0);
    ACTIONS_DUP.call(state, actions.address(), input.fd(), 0, 0, 0, 0);
    ACTIONS_DUP.call(state, actions.address(), errors.fd(), 2, 0, 0, 0);
    List<String> variables =
        environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    int refused =
        SPAWN.call(
            state,
            pid.address(),
            NativeText.of(arena, command.getFirst()).address(),
            actions.address(),
            0,
            strings(arena, command).address(),
            strings(arena, variables).address());
    if (refused != 0) {
      throw new SystemCallException("posix_spawnp", command.getFirst(), refused);
    }
    return pid.get(JAVA_INT, 0);
  }

  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, NativeText.of(arena, texts.get(i)));
    }
    return array;
  }

  private @Nullable Descriptor receive(Arena arena, Descriptor socket) throws SystemCallException {
    List<Descriptor> passed =
        DescriptorMessage.receive(socket, arena.allocate(1), 1, Path.of(command.getFirst()))
            .descriptors();
    return passed.isEmpty() ? null : passed.getFirst();
  }

  private static String readAll(Arena arena, Descriptor socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    MemorySegment piece = arena.allocate(1024);
    while (true) {
      long read = socket.receive(piece);
      if (read > 0) {
        all.writeBytes(piece.asSlice(0, read).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
      } else if (read != -Errno.EINTR) {
        return all.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
