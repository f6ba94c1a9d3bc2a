package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.poormanspipes.testing.Requires;

/// A mount namespace: what is mounted in it is seen there alone, and is gone with the last process
/// in it. All of them are killed when it is closed, or when this JVM ends.
final class Namespace implements AutoCloseable {
  private static final String REAPER =
      """
      echo ready
      cat >/dev/null
      mine=$(readlink /proc/$$/ns/mnt)
      for again in 1 2 3; do
        for other in /proc/[0-9]*; do
          number=${other#/proc/}
          if [ "$number" != $$ ] && [ "$(readlink $other/ns/mnt)" = "$mine" ]; then
            kill -KILL $number
          fi
        done
      done 2>/dev/null
      """;

  private final Process holder;
  private final Path link;

  /// Makes one.
  ///
  /// @param prepare commands of the shell that run in it first
  Namespace(String prepare) throws IOException {
    Requires.root();
    Requires.program("unshare");
    Requires.program("nsenter");
    Requires.program("timeout");
    Requires.thing(Files.exists(Path.of("/dev/fuse")), "needs /dev/fuse");
    String script = "set -e\n" + prepare + "\nset +e\n" + REAPER;
    holder =
        new ProcessBuilder("unshare", "-m", "sh", "-c", script).redirectErrorStream(true).start();
    BufferedReader said = new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8));
    StringBuilder before = new StringBuilder();
    String line = said.readLine();
    while (line != null && !line.equals("ready")) {
      before.append(line).append('\n');
      line = said.readLine();
    }
    Requires.thing(line != null, "needs a mount namespace of its own (unshare -m): " + before);
    link = Files.readSymbolicLink(namespaceOf(holder.pid()));
  }

  private static Path namespaceOf(long pid) {
    return Path.of("/proc/" + pid + "/ns/mnt");
  }

  /// A command that runs in it; its process becomes the command's.
  List<String> inside(List<String> command) {
    List<String> line = new ArrayList<>(List.of("nsenter", "-m", "-t", "" + holder.pid(), "--"));
    line.addAll(command);
    return line;
  }

  /// Whoever is in it, but for who holds it.
  List<Long> processes() throws IOException {
    List<Long> reaper = new ArrayList<>(List.of(holder.pid()));
    holder.descendants().forEach(child -> reaper.add(child.pid()));
    List<Long> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.toList()) {
        if (process.getFileName().toString().matches("[0-9]+")) {
          long pid = Long.parseLong(process.getFileName().toString());
          if (!reaper.contains(pid) && isHere(pid)) {
            found.add(pid);
          }
        }
      }
    }
    return found;
  }

  private boolean isHere(long pid) {
    try {
      return Files.readSymbolicLink(namespaceOf(pid)).equals(link);
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    try {
      if (!holder.waitFor(30, TimeUnit.SECONDS)) {
        holder.destroyForcibly();
        throw new AssertionError("processes of the namespace can't be killed: " + processes());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
