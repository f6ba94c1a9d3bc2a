package org.poormanspipes;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What one channel reads, as a stream of messages for one subscriber: see
/// [AsyncPipe#publisher()].
final class MessagePublisher implements Flow.Publisher<ByteBuffer> {

  private final AsyncPipe channel;
  private final AtomicBoolean subscribed = new AtomicBoolean();

  MessagePublisher(AsyncPipe channel) {
    this.channel = channel;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    boolean first = subscribed.compareAndSet(false, true);
    Subscription subscription = new Subscription(subscriber);
    subscriber.onSubscribe(subscription);
    if (!first) {
      subscription.fail(
          new IllegalStateException(
              "the publisher of '"
                  + channel.name()
                  + "' has a subscriber already: open another"
                  + " channel for a second one"));
    }
  }

  /// Reads one message after the other while there is demand. Signals come one at a time: whoever
  /// finds the counter of rounds at zero does the rounds, also those that others ask for meanwhile.
  private final class Subscription implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean over;
    private volatile @Nullable CompletableFuture<AsyncMessageRead.Piece> reading;

    Subscription(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        fail(new IllegalArgumentException("request(" + count + "): ask for at least 1"));
        return;
      }
      demand.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      drain();
    }

    @Override
    public void cancel() {
      over = true;
      CompletableFuture<AsyncMessageRead.Piece> waiting = reading;
      if (waiting != null) {
        waiting.cancel(false);
      }
    }

    void fail(Throwable reason) {
      if (!over) {
        cancel();
        subscriber.onError(reason);
      }
    }

    private void drain() {
      if (rounds.getAndIncrement() != 0) {
        return;
      }
      int seen = 1;
      do {
        round();
        seen = rounds.addAndGet(-seen);
      } while (seen != 0);
    }

    private void round() {
      while (!over && (reading != null || demand.get() > 0)) {
        CompletableFuture<AsyncMessageRead.Piece> next = reading;
        if (next == null) {
          next = channel.readMessage();
          reading = next;
          if (!next.isDone()) {
            var _ = next.whenComplete((_, _) -> drain());
          }
        }
        if (!next.isDone()) {
          return;
        }
        reading = null;
        deliver(next);
      }
    }

    private void deliver(CompletableFuture<AsyncMessageRead.Piece> done) {
      if (over || done.isCancelled()) {
        return;
      }
      if (done.isCompletedExceptionally()) {
        over = true;
        subscriber.onError(done.exceptionNow());
        return;
      }
      AsyncMessageRead.Piece piece = done.resultNow();
      if (piece.end()) {
        over = true;
        subscriber.onComplete();
      } else {
        demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
        subscriber.onNext(piece.content());
      }
    }
  }
}
