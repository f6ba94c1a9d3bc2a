package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Preview;

/// Looking at several before they are taken, and the numbers that they have.
abstract class PreviewContract extends ContractTest {
  private static final String SHAPES = "org.poormanspipes.contract.PollContract#shapes";

  private static FastPath path(PipeChannel channel) {
    return Objects.requireNonNull(channel.fileObject().fastPath());
  }

  /// The messages, or the piece of the stream.
  private static List<String> content(Preview seen) {
    List<String> content = new ArrayList<>();
    MessageBatch batch = seen.messages();
    MemorySegment memory = batch.memory();
    for (long at = batch.from(); at < batch.to(); ) {
      long length = memory.get(ValueLayout.JAVA_LONG, at);
      content.add(text(memory.asSlice(at + Long.BYTES, length)));
      at += Long.BYTES + (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
    if (seen.bytes().byteSize() > 0) {
      content.add(text(seen.bytes()));
    }
    return content;
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  @ParameterizedTest
  @MethodSource(SHAPES)
  void whatWasLookedAtIsTakenWhenItIsPassed(PollContract.Shape shape) throws IOException {
    boolean messages = shape.type() == PipeType.MESSAGE;
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME)) {
      Preview seen = new Preview();
      long size = messages ? 99 : 6;
      assertThat(path(reader).preview(seen, 3, size)).isEqualTo(Outcome.EMPTY);
      for (int number = 0; number < 5; number++) {
        writeNow(writer, "m" + number);
      }
      List<String> first = messages ? List.of("m0", "m1", "m2") : List.of("m0m1m2");
      for (int look = 0; look < 2; look++) {
        assertThat(path(reader).preview(seen, 3, size)).isEqualTo(messages ? 3 : 6);
        assertThat(content(seen)).isEqualTo(first);
        assertThat(seen.number()).isZero();
      }
      path(reader).pass(seen);
      path(reader).pass(seen);
      assertThat(path(reader).preview(seen, 9, 99)).isEqualTo(messages ? 2 : 4);
      assertThat(content(seen)).isEqualTo(messages ? List.of("m3", "m4") : List.of("m3m4"));
      assertThat(seen.number()).isEqualTo(messages ? 3 : 6);
      seen.skip(messages ? 1 : 2);
      assertThat(content(seen)).containsExactly("m4");
      assertThat(seen.number()).isEqualTo(messages ? 4 : 8);
      assertThat(readNow(reader, 2)).isEqualTo("'m3'");
      path(reader).pass(seen);
      assertThat(reader.stat().number("bytes-out")).isEqualTo(10);
      writer.close();
      assertThat(path(reader).preview(seen, 9, 99)).isEqualTo(Outcome.END);
    }
  }

  @ParameterizedTest
  @MethodSource(SHAPES)
  void numbersGoOnFromLapToLap(PollContract.Shape shape) throws IOException {
    boolean messages = shape.type() == PipeType.MESSAGE;
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME)) {
      Preview seen = new Preview();
      long expected = 0;
      for (int round = 0; round < 30; round++) {
        for (int piece = 0; piece < 3; piece++) {
          writeNow(writer, "x".repeat(1 + (round + 5 * piece) % 20));
        }
        long count = path(reader).preview(seen, 10, 999);
        assertThat(seen.number()).isEqualTo(expected);
        assertThat(count).isEqualTo(messages ? 3 : seen.bytes().byteSize());
        expected += count;
        path(reader).pass(seen);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(SHAPES)
  void whatAnotherReaderTookIsNotTakenAgain(PollContract.Shape shape) throws IOException {
    if (shape.delivery() == Delivery.BROADCAST) {
      return;
    }
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(200));
        PipeChannel reader = reader(NAME);
        PipeChannel other = reader(NAME)) {
      for (int number = 0; number < 5; number++) {
        writeNow(writer, "m" + number);
      }
      Preview seen = new Preview();
      long size = shape.type() == PipeType.MESSAGE ? 99 : 6;
      assertThat(path(reader).preview(seen, 3, size)).isPositive();
      assertThat(readNow(other, 2)).isEqualTo("'m0'");
      path(reader).pass(seen);
      assertThat(readNow(other, 2)).isEqualTo("'m3'");
      assertThat(reader.stat().number("bytes-out")).isEqualTo(8);
      path(reader).pass(seen);
      assertThat(readNow(other, 2)).isEqualTo("'m4'");
      assertThatThrownBy(() -> path(other).pass(seen)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource(SHAPES)
  void afterALossTheNumberSaysHowMuchIsMissing(PollContract.Shape shape) throws IOException {
    if (shape.whenFull() != WhenFull.OVERWRITE) {
      return;
    }
    boolean broadcast = shape.delivery() == Delivery.BROADCAST;
    try (PipeChannel writer = device.open(NAME, Access.WRITE, shape.options(64));
        PipeChannel reader = reader(NAME)) {
      for (int number = 10; number < 40; number++) {
        writeNow(writer, "m" + number);
      }
      Preview seen = new Preview();
      if (broadcast) {
        assertThat(path(reader).preview(seen, 99, 999)).isEqualTo(Outcome.LOST);
      }
      assertThat(path(reader).preview(seen, 1, 3)).isPositive();
      long number = seen.number();
      if (shape.type() == PipeType.MESSAGE) {
        assertThat(content(seen)).containsExactly("m" + (10 + number));
      } else {
        String all = "";
        for (int written = 10; written < 40; written++) {
          all += "m" + written;
        }
        String piece = content(seen).getFirst();
        assertThat(all.substring((int) number)).startsWith(piece);
      }
      if (broadcast) {
        assertThat(reader.lost()).isEqualTo(number);
      }
    }
  }
}
