package org.poormanspipes.mount;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poormanspipes.Device;
import org.poormanspipes.examples.CounterDriver;
import org.poormanspipes.fuse.Mount;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Page;

/// A guide whose commands are run in a mount namespace, as they stand there but for the place.
final class Guide {
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin").toString();

  private final Page page;
  private final Mounted mounted;
  private final String place;

  /// @param place the directory that the guide uses; the tests' own stands for it
  Guide(String name, String place, Mounted mounted) throws Exception {
    this.page = Page.of(name);
    this.mounted = mounted;
    this.place = place;
  }

  /// Its blocks of commands.
  List<Page.Block> scripts() {
    return page.scripts();
  }

  /// The text of a file that it shows, with the tests' directory in it.
  String file(String name) {
    return page.blocks().stream()
        .filter(block -> block.link().endsWith("/" + name))
        .map(block -> here(block.text()))
        .findFirst()
        .orElseThrow();
  }

  String here(String text) {
    return text.replace(place, mounted.directory() + "/here");
  }

  /// Runs commands; `pmp` and `java` are this build's.
  Said run(String commands) throws Exception {
    return mounted.bash(
        "set -eo pipefail; PATH="
            + JAVA
            + ":"
            + Page.ROOT
            + ":$PATH; JARS='"
            + jars(Device.class, Mount.class, CounterDriver.class)
            + "'\n"
            + here(commands));
  }

  static String jars(Class<?>... classes) {
    return Stream.of(classes)
        .map(type -> ChildJvm.placeOf(type).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
