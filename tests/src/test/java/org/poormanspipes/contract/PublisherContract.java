package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;

/// A channel as a `Flow.Publisher`.
abstract class PublisherContract extends ContractTest {

  private static final PipeOptions MESSAGES =
      PipeOptions.builder().type(PipeType.MESSAGE).capacity(1 << 16).build();

  /// Notes what comes, and asks for `step` more after each `step`.
  private static final class Notes implements Flow.Subscriber<ByteBuffer> {
    final List<String> items = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch subscribed = new CountDownLatch(1);
    final CompletableFuture<String> end = new CompletableFuture<>();
    private final int step;
    private volatile Flow.Subscription subscription;

    Notes(int step) {
      this.step = step;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      subscribed.countDown();
      if (step > 0) {
        given.request(step);
      }
    }

    @Override
    public void onNext(ByteBuffer item) {
      items.add(UTF_8.decode(item).toString());
      if (step > 0 && items.size() % step == 0) {
        subscription.request(step);
      }
    }

    @Override
    public void onError(Throwable reason) {
      end.complete(reason.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {
      end.complete("complete");
    }

    String end() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void allMessagesComeInOrderAndThenTheEnd() throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, MESSAGES)) {
      Notes notes = new Notes(3);
      try (PipeChannel writer = writer(NAME)) {
        reader.async().publisher().subscribe(notes);
        for (int number = 0; number < 5000; number++) {
          writer.write(data("m" + number));
        }
      }
      assertThat(notes.end()).isEqualTo("complete");
      assertThat(notes.items).hasSize(5000);
      for (int number = 0; number < 5000; number++) {
        assertThat(notes.items.get(number)).isEqualTo("m" + number);
      }
    }
  }

  @Test
  void aMessageComesWholeHoweverLarge() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, MESSAGES)) {
      Notes notes = new Notes(1);
      pipe.async().publisher().subscribe(notes);
      pipe.write(data(""));
      pipe.write(data("x".repeat(50_000)));
      Eventually.holds("both came", () -> notes.items.size() == 2);
      assertThat(notes.items.get(0)).isEmpty();
      assertThat(notes.items.get(1)).isEqualTo("x".repeat(50_000));
    }
  }

  @Test
  void nothingIsReadWithoutDemand() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, MESSAGES)) {
      Notes notes = new Notes(0);
      pipe.async().publisher().subscribe(notes);
      pipe.write(data("one"));
      pipe.write(data("two"));
      assertThat(pipe.stat().number("messages-out")).isZero();
      notes.subscription.request(1);
      Eventually.holds("one came", () -> notes.items.size() == 1);
      assertThat(pipe.stat().number("messages-out")).isEqualTo(1);
      assertThat(readNow(pipe, 10)).isEqualTo("'two'");
    }
  }

  @Test
  void cancellingLeavesTheChannelOpenAndTakesNothing() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, MESSAGES)) {
      Notes notes = new Notes(1);
      pipe.async().publisher().subscribe(notes);
      notes.subscription.cancel();
      pipe.write(data("one"));
      assertThat(readNow(pipe, 10)).isEqualTo("'one'");
      assertThat(notes.items).isEmpty();
      assertThat(notes.end).isNotDone();
    }
  }

  @Test
  void closingTheChannelIsAnErrorForTheSubscriber() throws Exception {
    PipeChannel pipe = device.open(NAME, Access.READ_WRITE, MESSAGES);
    Notes notes = new Notes(1);
    pipe.async().publisher().subscribe(notes);
    pipe.close();
    assertThat(notes.end()).endsWith("ClosedChannelException");
  }

  @Test
  void aSecondSubscriberIsRefusedAndSoIsADemandForNothing() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, MESSAGES)) {
      Flow.Publisher<ByteBuffer> publisher = pipe.async().publisher();
      Notes first = new Notes(1);
      Notes second = new Notes(0);
      publisher.subscribe(first);
      publisher.subscribe(second);
      assertThat(second.end()).isEqualTo("IllegalStateException");
      first.subscription.request(0);
      assertThat(first.end()).isEqualTo("IllegalArgumentException");
    }
  }

  @Test
  void aStreamComesInPieces() throws Exception {
    try (PipeChannel reader = reader(NAME)) {
      Notes notes = new Notes(1);
      try (PipeChannel writer = writer(NAME)) {
        reader.async().publisher().subscribe(notes);
        writer.write(data("x".repeat(200_000)));
      }
      assertThat(notes.end()).isEqualTo("complete");
      assertThat(String.join("", notes.items)).isEqualTo("x".repeat(200_000));
    }
  }
}
