package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// Messages that are written at once.
abstract class BatchContract extends ContractTest {

  private static PipeOptions.Builder messages(long capacity) {
    return PipeOptions.builder().type(PipeType.MESSAGE).capacity(capacity);
  }

  private static MessageBatch batch(String... messages) {
    MessageBatch batch = new MessageBatch();
    for (String message : messages) {
      batch.add(data(message));
    }
    return batch;
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsReadMessageByMessage(Delivery delivery) throws Exception {
    try (PipeChannel writer =
            device.open(NAME, Access.WRITE, messages(1000).delivery(delivery).build());
        PipeChannel reader = reader(NAME)) {
      MessageBatch batch = batch("one", "", "three", "a message of more than eight bytes");
      assertThat(writer.write(batch, Timeout.NOW)).isEqualTo(4);
      assertThat(batch.isEmpty()).isTrue();
      assertThat(readNow(reader, 50)).isEqualTo("'one'");
      assertThat(readNow(reader, 50)).isEqualTo("''");
      assertThat(readNow(reader, 50)).isEqualTo("'three'");
      assertThat(readNow(reader, 50)).isEqualTo("'a message of more than eight bytes'");
      assertThat(readNow(reader, 50)).isEqualTo("EMPTY");
      assertThat(reader.stat().number("messages-in")).isEqualTo(4);
      assertThat(reader.stat().number("bytes-in")).isEqualTo(42);
    }
  }

  @Test
  void whatDoesNotFitStaysInTheBatch() throws Exception {
    PipeOptions rejects = messages(48).whenFull(WhenFull.REJECT).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, rejects)) {
      MessageBatch batch = batch("1", "2", "3", "4");
      assertThat(pipe.write(batch, Timeout.FOREVER)).isEqualTo(3);
      assertThat(batch.size()).isEqualTo(1);
      assertThat(pipe.write(batch, Timeout.FOREVER)).isEqualTo(Outcome.FULL);
      assertThat(readNow(pipe, 9)).isEqualTo("'1'");
      assertThat(pipe.write(batch, Timeout.FOREVER)).isEqualTo(1);
      assertThat(readNow(pipe, 9)).isEqualTo("'2'");
      assertThat(readNow(pipe, 9)).isEqualTo("'3'");
      assertThat(readNow(pipe, 9)).isEqualTo("'4'");
    }
  }

  @Test
  void aBatchWaitsForRoomUntilAllIsWritten() throws Exception {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, messages(64).build());
        PipeChannel reader = reader(NAME)) {
      MessageBatch batch = new MessageBatch();
      for (int number = 0; number < 500; number++) {
        batch.add(data("m" + number));
      }
      Background<Long> writing = Eventually.background(() -> writer.write(batch, Timeout.FOREVER));
      for (int number = 0; number < 500; number++) {
        assertThat(read(reader, 10)).isEqualTo("'m" + number + "'");
      }
      assertThat(writing.result()).isEqualTo(500);
      assertThat(writer.write(batch, Timeout.FOREVER)).isZero();
    }
  }

  @Test
  void aBatchGivesUpWhenTheTimeIsOverAndKeepsTheRest() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, messages(32).build())) {
      MessageBatch batch = batch("1", "2", "3");
      Timeout soon = Timeout.of(Duration.ofMillis(20));
      assertThat(pipe.write(batch, soon)).isEqualTo(2);
      assertThat(pipe.write(batch, soon)).isEqualTo(Outcome.FULL);
      assertThat(batch.size()).isEqualTo(1);
    }
  }

  @Test
  void aMessageThatCanNeverFitEndsTheBatchThere() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, messages(32).build())) {
      MessageBatch batch = batch("1", "x".repeat(25), "3");
      assertThat(refusal(Kind.TOO_LARGE, () -> pipe.write(batch, Timeout.FOREVER)).getMessage())
          .contains("25 bytes")
          .contains("24 bytes");
      assertThat(batch.size()).isEqualTo(2);
      assertThat(readNow(pipe, 50)).isEqualTo("'1'");
      assertThat(readNow(pipe, 50)).isEqualTo("EMPTY");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOverwritingPipeKeepsTheNewest(Delivery delivery) throws Exception {
    PipeOptions overwrites = messages(320).whenFull(WhenFull.OVERWRITE).delivery(delivery).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, overwrites);
        PipeChannel reader = reader(NAME)) {
      MessageBatch batch = new MessageBatch();
      for (int number = 0; number < 1000; number++) {
        batch.add(data("m" + number));
      }
      assertThat(writer.write(batch, Timeout.NOW)).isEqualTo(1000);
      List<String> seen = new ArrayList<>();
      long lost = 0;
      for (String read = readNow(reader, 9); !read.equals("EMPTY"); read = readNow(reader, 9)) {
        if (read.equals("LOST")) {
          lost += reader.lost();
        } else {
          seen.add(read);
        }
      }
      assertThat(seen.size()).isBetween(20, 22);
      assertThat(seen.getLast()).isEqualTo("'m999'");
      assertThat(seen.getFirst()).isEqualTo("'m" + (1000 - seen.size()) + "'");
      assertThat(lost).isEqualTo(delivery == Delivery.BROADCAST ? 1000 - seen.size() : 0);
    }
  }

  @Test
  void aStreamTakesNoMessages() throws Exception {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      refusal(Kind.UNSUPPORTED, () -> pipe.write(batch("x"), Timeout.NOW));
    }
  }

  @Test
  void batchesOfAllSizesComeRoundExactly() throws Exception {
    Random random = Seed.of("batchesOfAllSizesComeRoundExactly").random(0);
    try (PipeChannel writer = device.open(NAME, Access.WRITE, messages(4000).build());
        PipeChannel reader = reader(NAME)) {
      Background<Integer> reading =
          Eventually.background(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(1000);
            int next = 0;
            while (reader.read(buffer.clear()) >= 0) {
              NumberedMessage message = NumberedMessage.parse(buffer.array(), 0, buffer.position());
              assertThat(message.number()).isEqualTo(next++);
            }
            return next;
          });
      MessageBatch batch = new MessageBatch();
      int number = 0;
      for (int round = 0; round < 2000; round++) {
        for (int left = random.nextInt(20); left >= 0; left--) {
          int length = NumberedMessage.MIN_LENGTH + random.nextInt(300);
          batch.add(ByteBuffer.wrap(new NumberedMessage(0, number++).bytes(length)));
        }
        writer.write(batch, Timeout.FOREVER);
      }
      writer.close();
      assertThat(reading.result()).isEqualTo(number);
    }
  }

  @Test
  void aBatchGrowsAndIsReused() {
    MessageBatch batch = new MessageBatch();
    for (int round = 0; round < 3; round++) {
      batch.add(ByteBuffer.wrap("x".repeat(100_000).getBytes(UTF_8)));
      assertThat(batch.size()).isEqualTo(1);
      batch.clear();
      assertThat(batch.isEmpty()).isTrue();
    }
  }
}
