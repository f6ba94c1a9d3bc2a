package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Waiting for data and for room, and what ends a wait.
class PipeWaitTest extends PipeTest {

  private static final PipeOptions SMALL = options().capacity(4).build();

  private PipeChannel full() throws Exception {
    PipeChannel pipe = device.open("p", Access.READ_WRITE, SMALL);
    assertThat(write(pipe, "full")).isEqualTo(4);
    return pipe;
  }

  @Test
  void aWriteEndsTheWaitForData() throws Exception {
    try (PipeChannel writer = writer("p");
        PipeChannel reader = reader("p")) {
      Task<String> read = Tasks.start(() -> read(reader, 100, Timeout.FOREVER));
      untilWaiting("p", "data");
      write(writer, "here");
      assertThat(read.get()).isEqualTo("here");
    }
  }

  @Test
  void aReadEndsTheWaitForRoom() throws Exception {
    try (PipeChannel pipe = full()) {
      Task<Integer> write = Tasks.start(() -> pipe.write(text("more")));
      untilWaiting("p", "room");
      assertThat(read(pipe, 2)).isEqualTo("fu");
      assertThat(write.isDone()).as("a small write is taken whole").isFalse();
      assertThat(read(pipe, 2)).isEqualTo("ll");
      assertThat(write.get()).isEqualTo(4);
      assertThat(read(pipe)).isEqualTo("more");
    }
  }

  @Test
  void aWriteLargerThanThePipeGoesThroughInParts() throws Exception {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, SMALL)) {
      byte[] large = new byte[10_000];
      for (int at = 0; at < large.length; at++) {
        large[at] = (byte) (at * 31);
      }
      Task<Integer> write = Tasks.start(() -> pipe.write(ByteBuffer.wrap(large)));
      ByteBuffer got = ByteBuffer.allocate(large.length);
      while (got.hasRemaining()) {
        pipe.read(got);
      }
      assertThat(write.get()).isEqualTo(large.length);
      assertThat(got.array()).isEqualTo(large);
    }
  }

  @Test
  void timeoutsAreWaitedForAndNoLess() throws Exception {
    try (PipeChannel pipe = full();
        PipeChannel empty = device.open("empty", Access.READ_WRITE)) {
      long started = System.nanoTime();
      assertThat(read(empty, 1, Timeout.of(Duration.ofMillis(20)))).isEqualTo("EMPTY");
      assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(20_000_000);
      started = System.nanoTime();
      assertThat(pipe.write(text("x"), Timeout.of(Duration.ofMillis(20)))).isEqualTo(Outcome.FULL);
      assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(20_000_000);
      Instant until = Instant.ofEpochMilli(System.currentTimeMillis() + 20);
      assertThat(read(empty, 1, Timeout.at(until))).isEqualTo("EMPTY");
      assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(until.toEpochMilli());
      assertThat(read(empty, 1, Timeout.at(Instant.EPOCH))).isEqualTo("EMPTY");
      assertThat(pipe.write(text("x"), Timeout.at(Instant.EPOCH))).isEqualTo(Outcome.FULL);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedReadLeavesTheChannelOpen(boolean virtual) throws Exception {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      Task<Boolean> read =
          start(
              virtual,
              () -> {
                assertThatThrownBy(() -> pipe.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(InterruptedIOException.class);
                boolean kept = Thread.interrupted();
                Thread.currentThread().interrupt();
                assertThat(read(pipe, 1, LITTLE)).isEqualTo("ALERTED");
                return kept;
              });
      untilWaiting("p", "data");
      read.interrupt();
      assertThat(read.get()).as("its interrupt status is kept").isTrue();
      assertThat(pipe.isOpen()).isTrue();
      write(pipe, "still");
      assertThat(read(pipe)).isEqualTo("still");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedWriteLeavesTheChannelOpen(boolean virtual) throws Exception {
    try (PipeChannel pipe = full()) {
      Task<Boolean> write =
          start(
              virtual,
              () -> {
                assertThatThrownBy(() -> pipe.write(text("x")))
                    .isInstanceOf(InterruptedIOException.class);
                boolean kept = Thread.currentThread().isInterrupted();
                assertThat(pipe.write(text("x"), Timeout.FOREVER)).isEqualTo(Outcome.ALERTED);
                return kept;
              });
      untilWaiting("p", "room");
      write.interrupt();
      assertThat(write.get()).as("its interrupt status is kept").isTrue();
      assertThat(pipe.isOpen()).isTrue();
      assertThat(read(pipe)).as("nothing was moved").isEqualTo("full");
    }
  }

  @Test
  void anInterruptedThreadStillMovesWhatNeedsNoWait() throws Exception {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      Task<String> both =
          Tasks.start(() -> {
            Thread.currentThread().interrupt();
            pipe.write(text("now"));
            return read(pipe, 10, Timeout.FOREVER);
          });
      assertThat(both.get()).isEqualTo("now");
    }
  }

  private static <T> Task<T> start(boolean virtual, Callable<T> work) {
    return virtual ? Tasks.startVirtual(work) : Tasks.start(work);
  }

  @Test
  void closingEndsABlockedRead() throws Exception {
    try (PipeChannel writer = writer("p")) {
      PipeChannel reader = reader("p");
      Task<Boolean> read =
          Tasks.start(() -> {
            assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1)))
                .isInstanceOf(AsynchronousCloseException.class);
            return true;
          });
      untilWaiting("p", "data");
      reader.close();
      assertThat(read.get()).isTrue();
      Tasks.until("the slot is free", () -> device.stat("p").number("readers") == 0);
      assertThat(writer.isOpen()).isTrue();
    }
    assertThat(device.object().openFiles()).isZero();
  }

  @Test
  void closingEndsABlockedWrite() throws Exception {
    PipeChannel pipe = full();
    Task<Boolean> write =
        Tasks.start(() -> {
          assertThatThrownBy(() -> pipe.write(text("x")))
              .isInstanceOf(AsynchronousCloseException.class);
          return true;
        });
    untilWaiting("p", "room");
    pipe.close();
    assertThat(write.get()).isTrue();
    Tasks.until("the last reference is gone", () -> device.object().openFiles() == 0);
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader)).as("what was written drains").isEqualTo("full");
    }
  }

  @Test
  void closingWhileOthersReadAndWriteEndsThemAllAndHarmsNobody() throws Exception {
    for (int round = 0; round < 100; round++) {
      try (PipeChannel other = device.open("p", Access.READ_WRITE, SMALL)) {
        PipeChannel pipe = device.open("p", Access.READ_WRITE);
        Task<Boolean> reads = Tasks.start(() -> untilClosed(() -> pipe.read(text("target"))));
        Task<Boolean> writes = Tasks.start(() -> untilClosed(() -> pipe.write(text("abc"))));
        write(other, "go");
        Thread.sleep(round % 3);
        pipe.close();
        assertThat(reads.get()).isTrue();
        assertThat(writes.get()).isTrue();
      }
    }
    assertThat(device.object().openFiles()).isZero();
  }

  private static boolean untilClosed(Callable<Integer> operation) throws Exception {
    try {
      while (operation.call() >= 0) {
        // until the channel is closed
      }
      return false;
    } catch (ClosedChannelException closed) {
      return true;
    }
  }

  @Test
  void aPolicyThatNoLongerBlocksEndsTheWaitForRoom() throws Exception {
    try (PipeChannel pipe = full()) {
      Task<Integer> write = Tasks.start(() -> pipe.write(text("x"), Timeout.FOREVER));
      untilWaiting("p", "room");
      pipe.set(options().whenFull(WhenFull.REJECT).build());
      assertThat(write.get()).isEqualTo(Outcome.FULL);
    }
  }

  @Test
  void severalReadersWaitAndEachMessageGoesToOne() throws Exception {
    try (PipeChannel writer = device.open("p", Access.WRITE, MESSAGES);
        PipeChannel one = reader("p");
        PipeChannel two = reader("p")) {
      Task<String> first = Tasks.start(() -> read(one, 10, Timeout.FOREVER));
      Task<String> second = Tasks.start(() -> read(two, 10, Timeout.FOREVER));
      Tasks.until(
          "both wait",
          () ->
              device.handles("p").stream()
                      .filter(handle -> "data".equals(handle.text("waiting")))
                      .count()
                  == 2);
      write(writer, "a");
      write(writer, "b");
      assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder("a", "b");
    }
  }
}
