package org.poormanspipes.nats;

import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The messages of a pipe's stream, as the server sends them on: a window of what was written, in
/// order, from where a reader wants it. It begins with the first look, stops when its reader falls
/// behind, and goes on when that has caught up.
final class Feed {

  private static final long MOST_BYTES = 8 << 20;
  private static final int MOST_FRAMES = 8192;
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private final NatsDeviceContext device;
  private final String id;
  private final Runnable arrived;
  private final Runnable noted;

  // All are guarded by this.
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private long delivered;
  private long generation;
  private boolean begun;
  private long startedAt;
  private @Nullable JetStreamSubscription running;
  private @Nullable DeviceException spoilt;

  /// @param arrived called when there is more
  /// @param noted called when a note came: the pipe's state was changed
  Feed(NatsDeviceContext device, String id, Runnable arrived, Runnable noted) {
    this.device = device;
    this.id = id;
    this.arrived = arrived;
    this.noted = noted;
  }

  /// Forgets what came before `from`.
  synchronized void forget(long from) throws IOException {
    if (spoilt != null) {
      throw spoilt;
    }
    while (!frames.isEmpty() && frames.getFirst().sequence() < from) {
      bytes -= frames.removeFirst().body().length;
    }
  }

  /// Sees to it that what follows `from` is here or on its way.
  synchronized void ensure(long from) throws IOException {
    forget(from);
    begun = true;
    if (running == null && hasRoom()) {
      delivered = Math.max(delivered, from - 1);
      start(delivered + 1);
    }
  }

  /// Once it is full, it goes on when half of it was read.
  private boolean hasRoom() {
    return bytes <= MOST_BYTES / 2 && frames.size() <= MOST_FRAMES / 2;
  }

  /// Whether nothing comes before some of what is here is taken.
  synchronized boolean isFull() {
    return running == null && !hasRoom();
  }

  private void start(long from) throws IOException {
    long mine = ++generation;
    long since = System.nanoTime();
    startedAt = since;
    ConsumerConfiguration wanted =
        ConsumerConfiguration.builder()
            .deliverPolicy(DeliverPolicy.ByStartSequence)
            .startSequence(from)
            .idleHeartbeat(HEARTBEAT)
            .build();
    PushSubscribeOptions options =
        PushSubscribeOptions.builder().stream(device.subjects().dataStream(id))
            .ordered(true)
            .configuration(wanted)
            .build();
    boolean interrupted = Thread.interrupted();
    try {
      running =
          device
              .jetStream()
              .subscribe(
                  device.subjects().data(id),
                  device.dispatcher(),
                  message -> take(mine, message),
                  false,
                  options);
    } catch (IOException unanswered) {
      if (device.trouble().isDenied(since)) {
        throw device.trouble().denied();
      }
      // The next look starts it, also if this was interrupted: then the wait is over.
      interrupted |= unanswered.getCause() instanceof InterruptedException;
    } catch (JetStreamApiException refused) {
      if (refused.getApiErrorCode() == Api.NO_STREAM) {
        throw new Lost("the server has no stream of the pipe " + id);
      }
      if (!Api.isForNow(refused.getApiErrorCode())) {
        throw new DeviceException(
            Kind.FAILED, "the server would not send on: " + refused.getMessage(), refused);
      }
    } catch (IllegalStateException | IllegalArgumentException unusable) {
      // No connection: the same.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void take(long from, Message message) {
    boolean note = false;
    synchronized (this) {
      if (from != generation || !message.isJetStream()) {
        return;
      }
      long sequence = message.metaData().streamSequence();
      if (sequence <= delivered) {
        return;
      }
      try {
        Frame frame = Frame.of(sequence, message.getData(), OriginHeaders.of(message.getHeaders()));
        note = !frame.isContent();
        frames.add(frame);
        bytes += frame.body().length;
      } catch (DeviceException damage) {
        spoilt = damage;
      }
      delivered = sequence;
      if (bytes > MOST_BYTES || frames.size() >= MOST_FRAMES) {
        stop();
      }
      notifyAll();
    }
    if (note) {
      noted.run();
    }
    arrived.run();
  }

  /// The number of the last message that came.
  synchronized long delivered() {
    return delivered;
  }

  /// When what comes now was asked for.
  synchronized long startedAt() {
    return startedAt;
  }

  /// Waits for anything behind `sequence`.
  ///
  /// @return false if nothing came in time
  synchronized boolean awaitBehind(long sequence, long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (delivered <= sequence) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Visits what is here, in order, while the visitor wants more.
  synchronized void visit(Visitor visitor) {
    Iterator<Frame> all = frames.iterator();
    while (all.hasNext() && visitor.visit(all.next())) {
      // until it has enough
    }
  }

  /// Is shown frames.
  @FunctionalInterface
  interface Visitor {
    /// Whether it wants the next.
    boolean visit(Frame frame);
  }

  /// Nothing came for a while, or the connection was lost and is there again: what the server knew
  /// of this feed may be gone. Where there is no room now, it goes on when there is.
  synchronized void restart() {
    if (!begun) {
      return;
    }
    stop();
    if (hasRoom()) {
      try {
        start(delivered + 1);
      } catch (IOException | RuntimeException later) {
        // The next look meets it, too.
        running = null;
      }
    }
  }

  /// Nothing more comes.
  synchronized void stop() {
    JetStreamSubscription old = running;
    running = null;
    generation++;
    if (old != null) {
      try {
        Dispatcher dispatcher = device.dispatcher();
        dispatcher.unsubscribe(old);
      } catch (IllegalStateException closed) {
        // Then so is the feed.
      }
    }
  }
}
