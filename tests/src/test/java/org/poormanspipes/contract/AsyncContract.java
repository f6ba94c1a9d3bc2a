package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// Reads and writes that no thread waits for.
abstract class AsyncContract extends ContractTest {

  private static final Timeout SOON = Timeout.of(Duration.ofMillis(20));

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  private static PipeOptions type(PipeType type, long capacity) {
    return PipeOptions.builder().type(type).capacity(capacity).build();
  }

  private static String text(ByteBuffer buffer) {
    return UTF_8.decode(buffer.duplicate().flip()).toString();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsThereIsReadBeforeTheCallReturns(PipeType type) throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, type(type, 100))) {
      assertThat(pipe.async().write(data("one"))).isCompletedWithValue(3);
      ByteBuffer target = ByteBuffer.allocate(10);
      assertThat(pipe.async().read(target)).isCompletedWithValue(3);
      assertThat(text(target)).isEqualTo("one");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadIsDoneWhenAnotherProcessWrites(PipeType type) throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, type(type, 100));
        Peer peer = peer()) {
      ByteBuffer target = ByteBuffer.allocate(10);
      CompletableFuture<Integer> read = reader.async().read(target);
      peer.open("w", NAME, Access.WRITE);
      assertThat(read).isNotDone();
      peer.write("w", "hello".getBytes(UTF_8), "now");
      assertThat(result(read)).isEqualTo(5);
      assertThat(text(target)).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWriteIsDoneWhenAnotherProcessMakesRoom(PipeType type) throws Exception {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, type(type, 16));
        Peer peer = peer()) {
      peer.open("r", NAME, Access.READ);
      writeNow(writer, "12345678" + (type == PipeType.BYTE ? "90123456" : ""));
      CompletableFuture<Integer> write = writer.async().write(data("abcdefgh"));
      assertThat(write).isNotDone();
      assertThat(peer.read("r", 20, "now")).startsWith("'12345678");
      assertThat(result(write)).isEqualTo(8);
      assertThat(peer.read("r", 20, "now")).isEqualTo("'abcdefgh'");
    }
  }

  @Test
  void aStreamTakesMoreThanItHoldsPieceByPiece() throws Exception {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, type(PipeType.BYTE, 1000));
        PipeChannel reader = reader(NAME)) {
      CompletableFuture<Integer> write = writer.async().write(data("x".repeat(10_000)));
      int read = 0;
      while (read < 10_000) {
        read += reader.read(ByteBuffer.allocate(777));
      }
      assertThat(result(write)).isEqualTo(10_000);
    }
  }

  @Test
  void operationsAreDoneInTheOrderInWhichTheyWereAskedFor() throws Exception {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, type(PipeType.MESSAGE, 32));
        PipeChannel reader = reader(NAME)) {
      List<CompletableFuture<Integer>> writes = new ArrayList<>();
      for (int number = 0; number < 50; number++) {
        writes.add(writer.async().write(data("m" + number)));
      }
      List<CompletableFuture<Integer>> reads = new ArrayList<>();
      List<ByteBuffer> targets = new ArrayList<>();
      for (int number = 0; number < 60; number++) {
        targets.add(ByteBuffer.allocate(10));
        reads.add(reader.async().read(targets.get(number)));
      }
      for (int number = 50; number < 60; number++) {
        writes.add(writer.async().write(data("m" + number)));
      }
      for (int number = 0; number < 60; number++) {
        result(writes.get(number));
        result(reads.get(number));
        assertThat(text(targets.get(number))).isEqualTo("m" + number);
      }
    }
  }

  @Test
  void timeThatIsOverIsAnOutcome() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, type(PipeType.MESSAGE, 16))) {
      assertThat(result(pipe.async().read(ByteBuffer.allocate(10), SOON))).isEqualTo(Outcome.EMPTY);
      assertThat(pipe.async().read(ByteBuffer.allocate(10), Timeout.NOW))
          .isCompletedWithValue(Outcome.EMPTY);
      writeNow(pipe, "12345678");
      assertThat(result(pipe.async().write(data("x"), SOON))).isEqualTo(Outcome.FULL);
      assertThat(readNow(pipe, 10)).isEqualTo("'12345678'");
    }
  }

  @Test
  void aPipeThatRejectsDoesNotLetAWriteWait() throws Exception {
    PipeOptions rejects = PipeOptions.builder().whenFull(WhenFull.REJECT).capacity(4).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, rejects)) {
      assertThat(pipe.async().write(data("123456"))).isCompletedWithValue(4);
      assertThat(pipe.async().write(data("5"))).isCompletedWithValue(Outcome.FULL);
    }
  }

  @Test
  void aCancelledReadTakesNothingAndTheNextGoesOn() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      CompletableFuture<Integer> first = pipe.async().read(ByteBuffer.allocate(10));
      ByteBuffer target = ByteBuffer.allocate(10);
      CompletableFuture<Integer> second = pipe.async().read(target);
      assertThat(first.cancel(true)).isTrue();
      writeNow(pipe, "data");
      assertThat(result(second)).isEqualTo(4);
      assertThat(text(target)).isEqualTo("data");
    }
  }

  @Test
  void closingTheChannelEndsItsWaits() throws Exception {
    PipeChannel pipe = device.open(NAME, Access.READ_WRITE, type(PipeType.BYTE, 1));
    writeNow(pipe, "x");
    CompletableFuture<Integer> write = pipe.async().write(data("y"));
    readNow(pipe, 1);
    result(write);
    readNow(pipe, 1);
    CompletableFuture<Integer> read = pipe.async().read(ByteBuffer.allocate(1));
    pipe.close();
    assertThatThrownBy(() -> result(read))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ClosedChannelException.class);
    assertThat(pipe.async().read(ByteBuffer.allocate(1))).isCompletedExceptionally();
    assertThat(names()).isEmpty();
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  @Test
  void theEndComesWhenTheLastWriterIsKilled() throws Exception {
    try (PipeChannel reader = reader(NAME);
        Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE);
      CompletableFuture<Integer> read = reader.async().read(ByteBuffer.allocate(1));
      peer.kill();
      assertThat(result(read)).isEqualTo(Outcome.END);
    }
  }

  @Test
  void aWriteThatCanNeverFitFails() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, type(PipeType.MESSAGE, 16))) {
      assertThatThrownBy(() -> result(pipe.async().write(data("123456789"))))
          .hasCauseInstanceOf(DeviceException.class);
    }
  }

  @Test
  void twoProcessesTalkForAWhile() throws Exception {
    try (PipeChannel there = device.open("there", Access.WRITE);
        PipeChannel back = device.open("back", Access.READ);
        Peer peer = peer()) {
      peer.open("r", "there", Access.READ);
      peer.open("w", "back", Access.WRITE);
      for (int round = 0; round < 200; round++) {
        ByteBuffer target = ByteBuffer.allocate(10);
        CompletableFuture<Integer> answer = back.async().read(target);
        result(there.async().write(data("r" + round)));
        assertThat(peer.read("r", 10, "forever")).isEqualTo("'r" + round + "'");
        peer.write("w", ("a" + round).getBytes(UTF_8), "now");
        result(answer);
        assertThat(text(target)).isEqualTo("a" + round);
      }
    }
  }

  @Test
  void aThousandPipesAreWaitedForAtOnce() throws IOException, Exception {
    List<PipeChannel> pipes = new ArrayList<>();
    try {
      List<CompletableFuture<Integer>> reads = new ArrayList<>();
      for (int number = 0; number < 1000; number++) {
        PipeChannel pipe = device.open("p" + number, Access.READ_WRITE, type(PipeType.BYTE, 64));
        pipes.add(pipe);
        reads.add(pipe.async().read(ByteBuffer.allocate(8)));
      }
      for (int number = 999; number >= 0; number--) {
        writeNow(pipes.get(number), "x".repeat(1 + number % 8));
      }
      for (int number = 0; number < 1000; number++) {
        assertThat(result(reads.get(number))).isEqualTo(1 + number % 8);
      }
    } finally {
      for (PipeChannel pipe : pipes) {
        pipe.close();
      }
    }
  }
}
