package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final Option AUDIT =
      Option.value(
          "--audit",
          "FILE",
          "Appends to FILE who opened, was refused, changed and deleted what, in lines of JSON.");

  /// How long a server may take for what it does after it was unmounted.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Syntax syntax() {
    return new Syntax("mount", "Makes a device a directory: its pipes are files.")
        .with(Parameter.one("DIR", "An existing directory."))
        .with(FOREGROUND, BACKGROUND, ALLOW_OTHER, AUDIT)
        .with(Devices.OPTIONS)
        .footer(
            "mkdir /tmp/pipes; pmp mount /tmp/pipes",
            "echo hello > /tmp/pipes/HELLO    in one terminal",
            "cat /tmp/pipes/HELLO             in another");
  }

  /// The directory that an operand names.
  static Path directory(String operand) {
    return path(operand, "directory");
  }

  private static Path path(String text, String what) {
    if (text.isEmpty()) {
      throw new UsageException("the " + what + " has no name");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException("the " + what + " can't be '" + text + "': " + e.getReason(), e);
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
        : new BackgroundMount(directory, served(arguments), arguments).start(io);
  }

  /// The options of this command for the server in the background.
  private static List<String> served(Arguments arguments) {
    List<String> options = new ArrayList<>();
    if (arguments.has(ALLOW_OTHER)) {
      options.add(ALLOW_OTHER.name());
    }
    String audit = arguments.value(AUDIT);
    if (audit != null) {
      options.addAll(List.of(AUDIT.name(), path(audit, "file").toAbsolutePath().toString()));
    }
    return options;
  }

  private static int serve(Path directory, Arguments arguments, Stdio io) throws IOException {
    String file = arguments.value(AUDIT);
    try (AuditFile audit = file == null ? null : AuditFile.open(path(file, "file"), io);
        Device device = Devices.use(arguments)) {
      boolean allowOther = arguments.has(ALLOW_OTHER);
      Mount mount = Mount.at(directory, device.object(), new MountOptions(allowOther, audit));
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
