package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.time.Timeout;

/// Pipes that drop the oldest content when they are full.
abstract class OverwriteContract extends ContractTest {

  private static PipeOptions overwrite(PipeType type, long capacity) {
    return PipeOptions.builder().type(type).whenFull(WhenFull.OVERWRITE).capacity(capacity).build();
  }

  @Test
  void theNewestBytesStay() throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, overwrite(PipeType.BYTE, 100))) {
      StringBuilder all = new StringBuilder();
      for (int round = 0; round < 500; round++) {
        String text = "<" + round + ">";
        all.append(text);
        assertThat(writeNow(pipe, text)).isEqualTo(text.length());
        if (round % 37 == 0) {
          String read = readNow(pipe, 1000);
          String kept = read.substring(1, read.length() - 1);
          assertThat(all.toString()).endsWith(kept);
          assertThat(kept.length()).isGreaterThanOrEqualTo(Math.min(all.length(), 100));
          all.setLength(0);
        }
      }
    }
  }

  @Test
  void aWriteLargerThanThePipeKeepsItsLastBytes() throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, overwrite(PipeType.BYTE, 10))) {
      String text = "abcdefghijklmnopqrstuvwxyz";
      assertThat(writeNow(pipe, text)).isEqualTo(text.length());
      String read = readNow(pipe, 100);
      String kept = read.substring(1, read.length() - 1);
      assertThat(text).endsWith(kept);
      assertThat(kept).endsWith("qrstuvwxyz");
    }
  }

  @Test
  void theNewestMessagesStayWhole() throws IOException {
    try (PipeChannel pipe =
        device.open(NAME, Access.READ_WRITE, overwrite(PipeType.MESSAGE, 160))) {
      for (int round = 0; round < 1000; round++) {
        assertThat(writeNow(pipe, "message " + round)).isPositive();
      }
      List<String> kept = new ArrayList<>();
      for (String read = readNow(pipe, 50); !read.equals("EMPTY"); read = readNow(pipe, 50)) {
        kept.add(read);
      }
      assertThat(kept).hasSizeBetween(6, 7).endsWith("'message 998'", "'message 999'");
      refusal(Kind.TOO_LARGE, () -> pipe.write(ByteBuffer.allocate(153)));
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void nobodyEverWaits(PipeType type) throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.WRITE, overwrite(type, 64))) {
      for (int round = 0; round < 100; round++) {
        assertThat(pipe.write(data("12345678"))).isEqualTo(8);
      }
    }
  }

  /// Two writers overwrite as fast as they can while two readers read: what is read is never torn,
  /// never twice, and in each writer's order.
  @Test
  void readersOfAnOverwritingPipeNeverSeeATornMessage() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4);
        PipeChannel keep = device.open(NAME, Access.WRITE, overwrite(PipeType.MESSAGE, 4096))) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        PipeChannel channel = reader(NAME);
        readers.add(threads.submit(() -> readAll(channel, over)));
      }
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        int producer = writer;
        writers.add(threads.submit(() -> writeMany(producer)));
      }
      try {
        for (Future<?> writer : writers) {
          writer.get();
        }
      } finally {
        over.set(true);
      }
      int read = 0;
      for (Future<Integer> reader : readers) {
        read += reader.get();
      }
      assertThat(read).isPositive();
      assertThat(keep.isOpen()).isTrue();
    }
  }

  private Void writeMany(int producer) throws IOException {
    try (PipeChannel writer = writer(NAME)) {
      for (int number = 0; number < 20_000; number++) {
        byte[] message = new NumberedMessage(producer, number).bytes(16 + number % 200);
        // Busy is what a write that never waits says when the lock's holder was not given a
        // processor.
        int taken = Outcome.BUSY;
        while (taken == Outcome.BUSY) {
          taken = writer.write(ByteBuffer.wrap(message), Timeout.NOW);
        }
        assertThat(taken).isEqualTo(message.length);
      }
    }
    return null;
  }

  private static int readAll(PipeChannel reader, AtomicBoolean over) throws IOException {
    int[] last = {-1, -1};
    int count = 0;
    try (reader) {
      while (true) {
        boolean wasOver = over.get();
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        int read = reader.read(buffer, Timeout.NOW);
        if (read > 0) {
          NumberedMessage message = NumberedMessage.parse(buffer.array(), 0, read);
          assertThat(message.number()).isGreaterThan(last[message.producer()]);
          last[message.producer()] = message.number();
          count++;
        } else if (wasOver) {
          assertThat(read).isEqualTo(Outcome.EMPTY);
          return count;
        } else {
          Thread.onSpinWait();
        }
      }
    }
  }
}
