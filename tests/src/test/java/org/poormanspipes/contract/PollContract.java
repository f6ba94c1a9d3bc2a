package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;

/// Reading through a handler.
abstract class PollContract extends ContractTest {

  record Shape(PipeType type, Delivery delivery, WhenFull whenFull) {
    PipeOptions options(long capacity) {
      return PipeOptions.builder()
          .type(type)
          .delivery(delivery)
          .whenFull(whenFull)
          .capacity(capacity)
          .build();
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(PipeType.values())
        .flatMap(type ->
            Stream.of(Delivery.values())
                .flatMap(delivery ->
                    Stream.of(WhenFull.values())
                        .map(whenFull -> new Shape(type, delivery, whenFull))));
  }

  /// Keeps what it is handed.
  private static final class Notes implements SliceHandler {
    final List<String> slices = new ArrayList<>();

    @Override
    public void onSlice(MemorySegment memory, long offset, long length) {
      byte[] bytes = memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
      slices.add(new String(bytes, UTF_8));
    }

    String all() {
      return String.join("", slices);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsThereIsHandedOutInOrder(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME)) {
      StringBuilder expected = new StringBuilder();
      Notes notes = new Notes();
      int messages = 0;
      for (int round = 0; round < 100; round++) {
        for (int piece = 0; piece <= round % 4; piece++) {
          String text = round + ":" + "x".repeat((round + 5 * piece) % 20);
          writeNow(writer, text);
          expected.append(text);
          messages++;
        }
        while (reader.poll(notes, 10) > 0) {}
        assertThat(reader.poll(notes, 10)).isEqualTo(Outcome.EMPTY);
        assertThat(notes.all()).isEqualTo(expected.toString());
      }
      if (shape.type() == PipeType.MESSAGE) {
        assertThat(notes.slices).hasSize(messages);
      }
      assertThat(reader.stat().number("bytes-out")).isEqualTo(expected.length());
      if (shape.delivery() == Delivery.QUEUE) {
        assertThat(reader.stat().number("used")).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void noMoreThanTheLimitIsHandedOut(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME)) {
      Notes notes = new Notes();
      for (int number = 0; number < 5; number++) {
        writeNow(writer, "m" + number);
      }
      long first = reader.poll(notes, 2);
      if (shape.type() == PipeType.MESSAGE) {
        assertThat(first).isEqualTo(2);
        assertThat(notes.slices).containsExactly("m0", "m1");
        assertThat(readNow(reader, 9)).isEqualTo("'m2'");
        assertThat(peek(reader, 9)).isEqualTo("'m3'");
        assertThat(reader.poll(notes, 9)).isEqualTo(2);
        assertThat(notes.slices).containsExactly("m0", "m1", "m3", "m4");
      }
      writer.close();
      while (reader.poll(notes, 2) > 0) {}
      assertThat(reader.poll(notes, 2)).isEqualTo(Outcome.END);
      assertThatThrownBy(() -> reader.poll(notes, 0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aHandlerThatThrowsLosesWhatItWasHandedAndNothingElse(Shape shape) throws IOException {
    if (shape.type() == PipeType.BYTE) {
      return;
    }
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME)) {
      for (String text : new String[] {"one", "two", "", "four", "five"}) {
        writeNow(writer, text);
      }
      Notes notes = new Notes();
      assertThatThrownBy(() ->
              reader.poll(
                  (memory, offset, length) -> {
                    notes.onSlice(memory, offset, length);
                    if (notes.slices.size() == 2) {
                      throw new IllegalStateException("no more");
                    }
                  },
                  5))
          .hasMessage("no more");
      assertThat(readNow(reader, 9)).isEqualTo("''");
      assertThat(readNow(reader, 2)).isEqualTo("'fo'");
      assertThat(reader.remainder()).isEqualTo(2);
      assertThat(reader.poll(notes, 5)).isPositive();
      while (reader.poll(notes, 5) > 0) {}
      assertThat(notes.slices).containsExactly("one", "two", "ur", "five");
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aHandlerMayCloseTheChannelButNotReadFromIt(Shape shape) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200))) {
      PipeChannel reader = reader(NAME);
      writeNow(writer, "one");
      writeNow(writer, "two");
      Notes notes = new Notes();
      reader.poll(
          (memory, offset, length) -> {
            if (notes.slices.isEmpty()) {
              assertThatThrownBy(() -> readNow(reader, 1))
                  .isInstanceOf(IllegalStateException.class);
              try {
                reader.close();
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            }
            notes.onSlice(memory, offset, length);
          },
          5);
      assertThat(notes.all()).isEqualTo("onetwo");
      assertThatThrownBy(() -> reader.poll(notes, 1)).isInstanceOf(ClosedChannelException.class);
    }
  }

  /// Also an empty message that is the last of what a poll had taken.
  @ParameterizedTest
  @MethodSource("shapes")
  void whatAPollDidNotHandOutIsSeenByAPeekAndThenRead(Shape shape) throws IOException {
    if (shape.type() == PipeType.BYTE) {
      return;
    }
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "one");
      writeNow(writer, "");
      assertThatThrownBy(() ->
              reader.poll(
                  (_, _, _) -> {
                    throw new IllegalStateException("no more");
                  },
                  5))
          .hasMessage("no more");
      assertThat(peek(reader, 9)).isEqualTo("''");
      assertThat(peek(reader, 9)).isEqualTo("''");
      assertThat(readNow(reader, 9)).isEqualTo("''");
      assertThat(readNow(reader, 9)).isEqualTo("EMPTY");
    }
  }

  @Test
  void aBroadcastTellsWhatWasLost() throws IOException {
    Shape shape = new Shape(PipeType.MESSAGE, Delivery.BROADCAST, WhenFull.OVERWRITE);
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(160));
        PipeChannel reader = reader(NAME)) {
      for (int number = 0; number < 100; number++) {
        writeNow(writer, "m" + number);
      }
      Notes notes = new Notes();
      assertThat(reader.poll(notes, 100)).isEqualTo(Outcome.LOST);
      long lost = reader.lost();
      while (reader.poll(notes, 100) > 0) {}
      assertThat(lost + notes.slices.size()).isEqualTo(100);
      assertThat(notes.slices.getLast()).isEqualTo("m99");
    }
  }

  /// What is looked at where it lies must not be overwritten.
  @Test
  void aPipeDoesNotBeginToOverwriteWhatIsBeingLookedAt() throws Exception {
    Shape shape = new Shape(PipeType.MESSAGE, Delivery.BROADCAST, WhenFull.BLOCK);
    PipeOptions overwrite = PipeOptions.builder().whenFull(WhenFull.OVERWRITE).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(160));
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "content");
      CountDownLatch looking = new CountDownLatch(1);
      CountDownLatch enough = new CountDownLatch(1);
      Notes notes = new Notes();
      Background<Long> polling =
          Eventually.background(() ->
              reader.poll(
                  (memory, offset, length) -> {
                    looking.countDown();
                    awaitQuietly(enough);
                    notes.onSlice(memory, offset, length);
                  },
                  1));
      looking.await();
      try {
        refusal(Kind.BUSY, () -> device.set(NAME, overwrite));
        assertThat(device.stat(NAME).text("when-full")).isEqualTo("block");
        for (int number = 0; number < 50; number++) {
          writeNow(writer, "more" + number);
        }
      } finally {
        enough.countDown();
      }
      assertThat(polling.result()).isEqualTo(1);
      assertThat(notes.slices).containsExactly("content");
      assertThat(device.set(NAME, overwrite).text("when-full")).isEqualTo("overwrite");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
