package org.poormanspipes.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.mounted.FileDriver;
import org.poormanspipes.mounted.MountServer;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.testing.Requires;
import org.poormanspipes.testing.TemporaryRoot;

/// Devices as files: each is mounted by another process, and used through its mount.
final class Mounted implements Backend {
  private static final ScheduledThreadPoolExecutor WATCHDOG =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());

  /// An operation takes some ten times as long as in shared memory.
  private static final int SHARE = 10;

  private final TemporaryRoot root = new TemporaryRoot();
  private final Path mounts = Path.of(root.path() + "-mnt");
  private final MountServer server = MountServer.shared();

  /// A call into a mount that is not served returns to nobody but a kill.
  private final ScheduledFuture<?> watchdog =
      WATCHDOG.schedule(server::kill, MountServer.patienceSeconds(), TimeUnit.SECONDS);

  Mounted() throws IOException {
    Files.createDirectory(mounts);
  }

  static void require() {
    Requires.root();
    Requires.thing(Files.isWritable(Path.of("/dev/fuse")), "needs /dev/fuse");
  }

  @Override
  public DeviceOptions.Builder device(String name) {
    return DeviceOptions.builder().device(FileDriver.SCHEME + "://" + name).root(root.path());
  }

  @Override
  public OptionalLong storageSize(long capacity) {
    return OptionalLong.of(RingGeometry.physicalSize(capacity));
  }

  @Override
  public String leftovers(String device) {
    return SharedMemory.leftovers(root.path().resolve(device.toLowerCase(Locale.ROOT)));
  }

  /// To the kernel a read or a write of nothing is done.
  @Override
  public boolean carriesNothing() {
    return false;
  }

  /// What is never split: see `DataRequests`.
  @Override
  public long largestMessage() {
    return 255 * 4096;
  }

  /// An error number has none.
  @Override
  public boolean explains() {
    return false;
  }

  @Override
  public int enough(int usual) {
    return Math.ceilDiv(usual, SHARE);
  }

  @Override
  public void close() throws IOException {
    watchdog.cancel(false);
    server.unmount(mounts);
    try (var entries = Files.list(mounts)) {
      for (Path entry : entries.toList()) {
        Files.delete(entry);
      }
    }
    Files.delete(mounts);
    root.close();
  }

  /// For the concrete classes.
  interface Source extends Backend.Source {
    @Override
    default Backend newBackend() throws IOException {
      return new Mounted();
    }
  }
}
