package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Virtual threads wait without keeping a carrier.
abstract class VirtualThreadsContract extends ContractTest {
  /// More than there are carriers on any machine that runs this.
  private static final int MANY = 600;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private static <T> T result(Future<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  @Test
  void manyReadersWaitAtOnceAndAllAreServed() throws Exception {
    PipeOptions small = PipeOptions.builder().capacity(64).build();
    List<PipeChannel> pipes = new ArrayList<>();
    List<Future<Integer>> reads = new ArrayList<>();
    int many = backend.enoughWaits(MANY);
    for (int number = 0; number < many; number++) {
      PipeChannel pipe = device.open("v" + number, Access.READ_WRITE, small);
      pipes.add(pipe);
      reads.add(threads.submit(() -> pipe.read(ByteBuffer.allocate(10))));
    }
    // Served last to first: had the first ones kept their carriers, the last would never begin.
    for (int number = many - 1; number >= 0; number--) {
      pipes.get(number).write(data("x".repeat(1 + number % 9)));
      assertThat(result(reads.get(number))).isEqualTo(1 + number % 9);
    }
    for (PipeChannel pipe : pipes) {
      pipe.close();
    }
  }

  @Test
  void aWriterWaitsForRoomAndGoesOn() throws Exception {
    PipeOptions small = PipeOptions.builder().type(PipeType.MESSAGE).capacity(16).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, small);
        PipeChannel reader = reader(NAME)) {
      Future<Integer> writing =
          threads.submit(() -> {
            int written = 0;
            for (int number = 0; number < 2000; number++) {
              written += writer.write(data("12345678"));
            }
            return written;
          });
      for (int number = 0; number < 2000; number++) {
        assertThat(read(reader, 9)).isEqualTo("'12345678'");
      }
      assertThat(result(writing)).isEqualTo(16_000);
    }
  }

  @Test
  void interruptsTimeoutsAndClosingEndTheWait() throws Exception {
    PipeChannel pipe = device.open(NAME, Access.READ_WRITE);
    assertThat(
            result(
                threads.submit(
                    () -> pipe.read(ByteBuffer.allocate(1), Timeout.of(Duration.ofMillis(20))))))
        .isEqualTo(Outcome.EMPTY);
    Thread[] reader = new Thread[1];
    Future<Integer> interrupted =
        threads.submit(() -> {
          reader[0] = Thread.currentThread();
          return pipe.read(ByteBuffer.allocate(1), Timeout.FOREVER);
        });
    awaitSleeper(NAME);
    reader[0].interrupt();
    assertThat(result(interrupted)).isEqualTo(Outcome.ALERTED);
    Future<Integer> closed = threads.submit(() -> pipe.read(ByteBuffer.allocate(1)));
    awaitSleeper(NAME);
    pipe.close();
    assertThatThrownBy(() -> result(closed)).hasMessageContaining("AsynchronousCloseException");
    assertThat(names()).isEmpty();
  }
}
