package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.poormanspipes.Device;
import org.poormanspipes.fuse.Mount;
import org.poormanspipes.fuse.MountOptions;

/// `pmp mount`: a device as a directory of files.
final class MountCommand implements Command {

  private static final Option FOREGROUND =
      Option.flag("--foreground", "Serves until it is unmounted or interrupted.");
  private static final Option BACKGROUND =
      Option.flag("--background", "Returns once it is mounted; this is what happens by default.");
  private static final Option ALLOW_OTHER =
      Option.flag("--allow-other", "Lets other users in, as the modes of device and pipes say.");

  /// How long a server may take for what it does after it was unmounted.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Syntax syntax() {
    return new Syntax("mount", "Makes a device a directory: its pipes are files.")
        .with(Parameter.one("DIR", "An existing directory."))
        .with(FOREGROUND, BACKGROUND, ALLOW_OTHER)
        .with(Devices.OPTIONS)
        .footer(
            "mkdir /tmp/pipes; pmp mount /tmp/pipes",
            "echo hello > /tmp/pipes/HELLO    in one terminal",
            "cat /tmp/pipes/HELLO             in another");
  }

  /// The directory that an operand names.
  static Path directory(String operand) {
    if (operand.isEmpty()) {
      throw new UsageException("the directory has no name");
    }
    try {
      return Path.of(operand);
    } catch (InvalidPathException e) {
      throw new UsageException("the directory can't be '" + operand + "': " + e.getReason(), e);
    }
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    if (arguments.has(FOREGROUND) && arguments.has(BACKGROUND)) {
      throw new UsageException("--foreground and --background contradict each other");
    }
    Path directory = directory(arguments.operand());
    return arguments.has(FOREGROUND)
        ? serve(directory, arguments, io)
        : new BackgroundMount(directory, arguments.has(ALLOW_OTHER), arguments).start(io);
  }

  private static int serve(Path directory, Arguments arguments, Stdio io) throws IOException {
    try (Device device = Devices.use(arguments)) {
      Mount mount =
          Mount.at(directory, device.object(), new MountOptions(arguments.has(ALLOW_OTHER)));
      Thread server = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(mount, server, io), "pmp-unmount"));
      BackgroundMount.ready(mount, device, io);
      mount.awaitEnd();
      mount.close();
      return ExitCode.DONE;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// A signal has come. The server's own thread then closes the device and ends the process with
  /// its exit code: to be told to unmount is no failure.
  private static void end(Mount mount, Thread server, Stdio io) {
    try {
      mount.close();
      server.join(PATIENCE);
    } catch (IOException failed) {
      io.warn("pmp: " + Failures.sentence(failed));
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }
}
