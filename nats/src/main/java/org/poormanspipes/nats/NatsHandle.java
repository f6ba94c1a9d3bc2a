package org.poormanspipes.nats;

import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.Origins;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.driver.WriteClaim;

/// The instance context: one open handle of a pipe.
final class NatsHandle extends NatsPath {

  /// How a hint of the server that came before what it hints at is made good.
  private static final int[] ECHOES_MILLIS = {3, 30};

  private final NatsDeviceContext device;
  private final FileObject file;
  private final HandleRecord handle;
  private final RecordView view;
  private final Signal signal;
  private final Feed feed;
  private final Counters counters = new Counters();
  private final Held held;
  private final boolean messages;
  private final ReadSide reading;
  private final WriteSide writing;
  private final BatchWrite batches;
  private final Arrivals arrivals = new Arrivals(this);
  private final Waiting waiting = new Waiting();
  private final ReentrantLock readLock = new ReentrantLock();
  private final ReentrantLock writeLock = new ReentrantLock();
  private final long began;
  private @Nullable Subscription hints;
  private volatile boolean claimed;
  private volatile boolean closed;

  /// @param before the pipe's record without this handle
  /// @param start where it begins to read a broadcast
  NatsHandle(
      NatsDeviceContext device,
      FileObject file,
      PipeRecord before,
      HandleRecord handle,
      Cursor start) {
    this.device = device;
    this.file = file;
    this.handle = handle;
    this.view = new RecordView(device.records(), before.with(handle), file::markDeletePending);
    this.signal = new Signal(device.background());
    this.messages = before.messages();
    this.held = new Held(messages);
    this.feed = new Feed(device, before.id(), signal::ring, view::markStale);
    this.reading = ReadSide.of(device, view, feed, before, handle, start);
    this.writing = new WriteSide(device, view);
    this.batches = new BatchWrite(device, view, writing);
    this.began = start.position();
  }

  @Override
  public WriteClaim newClaim() throws IOException {
    requireOpen();
    if (!handle.soleWriter()) {
      throw new DeviceException(
          Kind.DENIED,
          "'" + name() + "' is not written exclusively: open it with exclusive-writer=true");
    }
    return new NatsClaim(this);
  }

  @Override
  public Origins origins() {
    return arrivals;
  }

  @Override
  public long remainder() {
    return held.remainder();
  }

  @Override
  public long lost() {
    return reading instanceof BroadcastSide broadcast ? broadcast.lost() : 0;
  }

  @Override
  public boolean messages() {
    return messages;
  }

  @Override
  public boolean waitsForRoom() {
    return view.seen().properties().whenFull() == org.poormanspipes.WhenFull.BLOCK;
  }

  @Override
  public int busyHolder() {
    return 0;
  }

  @Override
  public Watch watchData(long nanos, Runnable look) throws IOException {
    Watch watch = watch(nanos, look, false);
    try {
      ReadOperation.follow(this);
    } catch (IOException | RuntimeException failed) {
      watch.cancel();
      throw failed;
    }
    return watch;
  }

  @Override
  public Watch watchRoom(long nanos, Runnable look) throws IOException {
    return watch(nanos, look, true);
  }

  private Watch watch(long nanos, Runnable look, boolean forRoom) throws IOException {
    requireOpen();
    listen();
    device.owners().visitIfDue(this);
    waiting.begin(forRoom);
    return signal.watch(nanos, look, () -> waiting.end(forRoom));
  }

  /// From now on it is told when the pipe's state is changed.
  synchronized void listen() {
    if (hints == null && !closed) {
      hints =
          device
              .dispatcher()
              .subscribe(
                  device.subjects().state(id()),
                  message -> stateChanges(message.getSubject().endsWith(".record")));
    }
  }

  private void stateChanges(boolean record) {
    if (!record && !waiting.forRoom()) {
      return;
    }
    look(record);
    for (int millis : ECHOES_MILLIS) {
      device.background().after(TimeUnit.MILLISECONDS.toNanos(millis), () -> look(record));
    }
  }

  private void look(boolean record) {
    if (record) {
      view.markStale();
    }
    signal.ring();
  }

  /// The connection is there again.
  void reconnected() {
    if (closed) {
      return;
    }
    feed.restart();
    look(true);
  }

  void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /// Ends all that waits.
  void end() {
    closed = true;
    synchronized (this) {
      if (hints != null && device.api().isOpen()) {
        device.dispatcher().unsubscribe(hints);
      }
      hints = null;
    }
    feed.stop();
    signal.ring();
  }

  void requireNoClaim() {
    if (claimed) {
      throw new IllegalStateException(
          "there is a claim at '" + name() + "': commit or abort it first");
    }
  }

  void claimed(boolean is) {
    claimed = is;
  }

  NatsDeviceContext device() {
    return device;
  }

  FileObject file() {
    return file;
  }

  HandleRecord handle() {
    return handle;
  }

  String id() {
    return view.seen().id();
  }

  String name() {
    return org.poormanspipes.PipeName.printable(view.seen().name());
  }

  RecordView view() {
    return view;
  }

  Signal signal() {
    return signal;
  }

  Counters counters() {
    return counters;
  }

  Held held() {
    return held;
  }

  ReadSide reading() {
    return reading;
  }

  WriteSide writing() {
    return writing;
  }

  BatchWrite batches() {
    return batches;
  }

  Waiting waiting() {
    return waiting;
  }

  ReentrantLock readLock() {
    return readLock;
  }

  ReentrantLock writeLock() {
    return writeLock;
  }

  /// Of a broadcast: from where it read.
  long began() {
    return began;
  }
}
