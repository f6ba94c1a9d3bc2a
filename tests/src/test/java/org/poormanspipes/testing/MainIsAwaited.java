package org.poormanspipes.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Put into a JVM as an agent, it lets the JVM end only when its main thread has ended: one whose
/// main thread waits for the JVM's end hangs, however patient its own code is.
public final class MainIsAwaited {
  private MainIsAwaited() {}

  /// Called by the JVM, in its main thread.
  public static void premain(String options) {
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(main), "await-main"));
  }

  private static void await(Thread main) {
    try {
      main.join();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  /// The option for the JVM.
  ///
  /// @param directory where the agent is put; its path has no blanks
  public static String option(Path directory) throws IOException {
    Path jar = directory.resolve("await-main.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", MainIsAwaited.class.getName());
    String name = MainIsAwaited.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest)) {
      entries.putNextEntry(new JarEntry(name));
      Files.copy(ChildJvm.placeOf(MainIsAwaited.class).resolve(name), entries);
    }
    return "-javaagent:" + jar;
  }
}
