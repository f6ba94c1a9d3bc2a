package org.poormanspipes.crash;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.testing.TemporaryRoot;

/// What must not be left when all handles of a pipe are closed and everything was read.
final class Leftovers {
  private Leftovers() {}

  /// Only a permanent pipe is there still, with no handle; when it is deleted, nothing is.
  static void require(Site site, String pipe, Combination kind) throws IOException {
    Device device = site.device();
    List<String> names = device.list().stream().map(its -> its.text("name")).toList();
    List<String> expected = kind.lifetime() == Lifetime.PERMANENT ? List.of(pipe) : List.of();
    SoakFailure.require(names.equals(expected), "pipes are left: " + names + " not " + expected);
    if (!names.isEmpty()) {
      SoakFailure.require(device.handles(pipe).isEmpty(), "handles are left in " + pipe);
      device.delete(pipe);
    }
    // Whoever makes a pipe next finds what a process left that died while it made one.
    device.create("sweep", PipeOptions.DEFAULT);
    device.delete("sweep");
    List<String> files = TemporaryRoot.tree(site.place().root().resolve("example"));
    SoakFailure.require(files.equals(List.of("device", "lock")), "files are left: " + files);
    for (Attributes account : device.pool()) {
      SoakFailure.require(
          account.number("diff") == 0 && account.number("bytes") == 0,
          "memory is left in the books: " + account);
    }
    long pipes = device.describe().number("pipes");
    SoakFailure.require(pipes == 0, "the device counts " + pipes + " pipes");
  }
}
