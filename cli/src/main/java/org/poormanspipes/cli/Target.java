package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.UnnamedPipe;

/// The pipe that a command is about: one that has a name, or one that is handed out at a socket.
///
/// @param device the device that it is on
/// @param name its name there
record Target(Device device, String name) implements AutoCloseable {

  static final Option UNNAMED =
      Option.value("--unnamed", "SOCKET", "Instead of NAME: the pipe that is handed out there.");

  /// Opens devices that have names.
  @FunctionalInterface
  interface Opening {
    Device open(Arguments arguments) throws IOException;
  }

  /// Declares both ways to say which.
  ///
  /// @param text what the name is, for the help
  static Syntax declare(Syntax syntax, String text) {
    return syntax.with(Parameter.optional("NAME", text)).with(UNNAMED);
  }

  /// Refuses what names no pipe, or two, before anything is opened.
  ///
  /// @return the name, or null for a pipe that has none
  static @Nullable String require(Arguments arguments) {
    if (arguments.has(UNNAMED)) {
      if (!arguments.operands().isEmpty()) {
        throw new UsageException("NAME and --unnamed exclude each other");
      }
      if (arguments.has(Devices.DEVICE) || arguments.has(Devices.ROOT)) {
        throw new UsageException("an unnamed pipe is on no device: leave --device and --root out");
      }
      return null;
    }
    if (arguments.operands().isEmpty()) {
      throw new UsageException("missing required parameter: 'NAME'");
    }
    return PipeArguments.name(arguments.operand());
  }

  /// Opens the device, or takes over the pipe.
  static Target open(Arguments arguments, Opening named) throws IOException {
    String name = require(arguments);
    if (name != null) {
      return new Target(named.open(arguments), name);
    }
    UnnamedPipe pipe = UnnamedPipe.receive(socket(arguments.value(UNNAMED)));
    return new Target(pipe.device(), pipe.label());
  }

  /// The path of a socket.
  static Path socket(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      throw new UsageException("the socket has no name");
    }
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw new UsageException("the socket can't be '" + given + "': " + e.getReason(), e);
    }
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
