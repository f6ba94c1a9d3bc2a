package org.poormanspipes.mounted;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.fuse.Mount;
import org.poormanspipes.testing.ChildJvm;

/// The process that serves the mounts of this one's tests, all of them: to start it takes longer
/// than most tests. It ends with this process, for then its input does, and takes its mounts along;
/// killed, it lets go of whoever waits for it.
public final class MountServer {
  private static final int DETACH = 2;

  /// A test that waits for an answer as long as this is stuck.
  private static final long PATIENCE_SECONDS = 110;

  private static @Nullable MountServer current;

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final Set<Path> mounts = ConcurrentHashMap.newKeySet();

  private MountServer() throws IOException {
    List<String> command = ChildJvm.command(MountServerMain.class);
    int classPath = command.indexOf("-cp") + 1;
    command.set(
        classPath, command.get(classPath) + File.pathSeparator + ChildJvm.placeOf(Mount.class));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  /// The server of this process.
  public static synchronized MountServer shared() throws IOException {
    MountServer server = current;
    if (server == null || !server.process.isAlive()) {
      server = new MountServer();
      current = server;
    }
    return server;
  }

  /// Sees to it that a device is mounted. Only the process of the tests mounts; the others find it
  /// mounted.
  static void require(Path root, String device, Path directory) throws IOException {
    if (isMounted(directory)) {
      return;
    }
    if (!Files.isDirectory(directory.getParent())) {
      throw new DeviceException(Kind.NOT_FOUND, "'" + directory + "' is not mounted");
    }
    shared().mount(root, device, directory);
  }

  private static boolean isMounted(Path directory) throws IOException {
    return Files.readString(Path.of("/proc/self/mountinfo")).contains(" " + directory + " ");
  }

  private synchronized void mount(Path root, String device, Path directory) throws IOException {
    if (isMounted(directory)) {
      return;
    }
    Files.createDirectories(directory);
    mounts.add(directory);
    ask("mount", directory.toString(), device, root.toString());
  }

  /// Takes away what is mounted below a directory, whoever serves it.
  public synchronized void unmount(Path parent) throws IOException {
    for (Path directory : List.copyOf(mounts)) {
      if (directory.startsWith(parent)) {
        mounts.remove(directory);
        try {
          if (process.isAlive()) {
            ask("umount", directory.toString());
          }
        } finally {
          detach(directory);
        }
      }
    }
  }

  private static void detach(Path directory) throws IOException {
    while (isMounted(directory) && Native.umount(directory.toString(), DETACH) >= 0) {}
  }

  private void ask(String... words) throws IOException {
    commands.write(String.join("\t", words));
    commands.newLine();
    commands.flush();
    String answer = answers.readLine();
    if (!"ok".equals(answer)) {
      throw new IOException("the server of mounts answered: " + answer);
    }
  }

  /// Ends the process as `kill -9` does: what waits in its mounts goes on with an error.
  public void kill() {
    process.destroyForcibly();
  }

  /// Its number.
  public long pid() {
    return process.pid();
  }

  /// How long a test may take before the server is killed under it.
  public static long patienceSeconds() {
    return PATIENCE_SECONDS;
  }

  private void end() {
    try {
      commands.close();
      process.waitFor(5, TimeUnit.SECONDS);
      process.destroyForcibly();
      for (Path directory : mounts) {
        detach(directory);
      }
    } catch (IOException | InterruptedException told) {
      process.destroyForcibly();
    }
  }
}
