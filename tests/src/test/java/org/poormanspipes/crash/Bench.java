package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.TemporaryRoot;

/// A place for one test with a device of its own, and processes that are ready to work on it.
final class Bench implements AutoCloseable {
  private final TemporaryRoot root;
  private final Site site;

  Bench(Path notes) throws IOException, InterruptedException {
    this.root = new TemporaryRoot();
    this.site = new Site(new Place(root.path(), notes), classPath(), 0, 2);
  }

  /// Where other processes have the library and these tests from.
  static String classPath() {
    return ChildJvm.placeOf(Device.class)
        + java.io.File.pathSeparator
        + ChildJvm.placeOf(Soak.class);
  }

  Device device() {
    return site.device();
  }

  Path root() {
    return root.path();
  }

  /// Another process writes numbered messages, one after the other.
  Hand writer(String pipe, int producer) throws IOException, InterruptedException {
    Task task =
        new Task(Task.Role.WRITE, site.newCell(), pipe, producer, 12, 200, 1, 1 << 20, -1, 1);
    Hand hand = Hand.give(site.crew().takeInterpreted(), task, site);
    Site.await("the writer is at work", List.of(hand), hand::atWork);
    return hand;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    site.close();
    root.close();
  }
}
