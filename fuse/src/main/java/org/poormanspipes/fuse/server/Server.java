package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.fuse.audit.AuditEvent;
import org.poormanspipes.fuse.wire.Channel;
import org.poormanspipes.linux.Errno;

/// Serves one mount of one device.
///
/// ```
///   kernel ──▶ worker ──▶ dispatcher ──┬─▶ reads and writes: done, or parked
///                                      └─▶ everything else: done, after what came before it for
///                                          the same name
/// ```
public final class Server {
  /// On two processors a second thread lets one be received while another is copied; more bring
  /// nothing.
  private static final int WORKERS = 2;

  private static final long PATIENCE_MILLIS = 2_000;

  private final Channel channel;
  private final Resources resources;
  private final Nodes nodes = new Nodes();
  private final Table<OpenFile> files = new Table<>();
  private final Pending pending = new Pending();
  private final boolean remote;
  private final Sequencer sequencer;
  private final AtomicInteger workers = new AtomicInteger();
  private final Leadership leadership = new Leadership(this::addWorker);
  private final @Nullable AuditTrail trail;
  private final @Nullable Audit audit;
  private final Dispatcher dispatcher;
  private final System.Logger log = System.getLogger(Server.class.getName());
  private final Complaints complaints = new Complaints(log::log, System::nanoTime);

  /// A server that is not started.
  ///
  /// @param sink is told of what concerns who may do what; or null
  public Server(Channel channel, DeviceObject device, @Nullable Consumer<AuditEvent> sink) {
    this.channel = channel;
    this.remote = device.context().remote();
    this.sequencer = new Sequencer(remote);
    this.resources = new Resources(device);
    this.trail = sink == null ? null : new AuditTrail(sink);
    this.audit = trail == null ? null : new Audit(this, trail);
    this.dispatcher = new Dispatcher(this);
  }

  /// Begins to serve.
  public void start() {
    leadership.start(WORKERS);
  }

  private void addWorker() {
    Thread.ofPlatform()
        .daemon()
        .name("pmp-mount-", workers.getAndIncrement())
        .start(new Worker(leadership, dispatcher, channel));
  }

  /// Waits until the mount is gone.
  public void awaitEnd() throws InterruptedException {
    leadership.awaitEnd();
  }

  /// Ends what waits. Who waited is told that the device is gone.
  public void endWaits() {
    pending.endAll(Errno.EIO);
  }

  /// The mount is gone, or about to: closes what clients had open, as their ends would have.
  public void close() {
    endWaits();
    sequencer.stop(PATIENCE_MILLIS);
    if (remote) {
      closeFilesTogether();
    } else {
      files.all().forEach(this::close);
    }
    complaints.next();
    channel.close();
    if (trail != null) {
      trail.end();
    }
  }

  private void close(OpenFile file) {
    try {
      if (files.remove(file.number()) != null) {
        file.close();
      }
    } catch (IOException | RuntimeException failed) {
      errno(failed);
    }
  }

  /// A machine that is away does not keep this process: it will find that its handles are nobody's.
  private void closeFilesTogether() {
    List<Thread> closing =
        files.all().stream().map(file -> Thread.ofVirtual().start(() -> close(file))).toList();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    try {
      for (Thread one : closing) {
        one.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the device is on another machine: requests are then put from threads that can be
  /// spared, and clients need not wait for their ends.
  boolean remote() {
    return remote;
  }

  /// Who watches what concerns who may do what; null if nobody does.
  @Nullable Audit audit() {
    return audit;
  }

  Channel channel() {
    return channel;
  }

  Resources resources() {
    return resources;
  }

  Nodes nodes() {
    return nodes;
  }

  Table<OpenFile> files() {
    return files;
  }

  Pending pending() {
    return pending;
  }

  Sequencer sequencer() {
    return sequencer;
  }

  Stat statOfDirectory(String key) {
    return Stat.directory(key, resources.describeDevice());
  }

  /// The error number for what was refused. The sentence that explains it can't reach the client,
  /// so it is logged. What the driver itself refused to a client is as it should be, and he may ask
  /// again and again; what the system refused to this process the operator wants to know.
  int errno(Throwable failed) {
    if (failed instanceof DeviceException refused) {
      complain(refused);
    } else if (!(failed instanceof Refusal)) {
      log.log(System.Logger.Level.DEBUG, "failed", failed);
      if (!(failed instanceof IOException)) {
        complaints.say(System.Logger.Level.WARNING, "a request failed: " + failed);
      }
    }
    return Refusal.errno(failed);
  }

  /// The same for a read or a write of an open file.
  int errno(OpenFile file, Throwable failed) {
    int errno = errno(failed);
    if (errno == Errno.EACCES && audit != null) {
      audit.refusedUse(file, failed);
    }
    return errno;
  }

  private void complain(DeviceException refused) {
    System.Logger.Level level = level(refused);
    if (log.isLoggable(level)) {
      complaints.say(level, String.valueOf(refused.getMessage()));
    }
  }

  private static System.Logger.Level level(DeviceException refused) {
    return switch (refused.kind()) {
      case DAMAGED, AWAY, FAILED, NO_SPACE, USER_QUOTA, TOO_MANY -> System.Logger.Level.INFO;
      case DENIED ->
          refused.getCause() == null ? System.Logger.Level.DEBUG : System.Logger.Level.INFO;
      default -> System.Logger.Level.DEBUG;
    };
  }
}
