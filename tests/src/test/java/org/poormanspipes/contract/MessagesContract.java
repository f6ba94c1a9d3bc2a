package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;

/// Where a message ends: empty ones, large ones, parts of them, and looks at them.
abstract class MessagesContract extends ContractTest {
  private static final String FLAVOURS = "org.poormanspipes.contract.Flavour#all";
  private static final String DRAINING = "org.poormanspipes.contract.Flavour#draining";

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void anEmptyMessageIsAMessageAndAnEmptyWriteToAStreamIsNothing(Flavour flavour)
      throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, flavour.options(100))) {
      assertThat(writeNow(pipe, "")).isZero();
      assertThat(writeNow(pipe, "x")).isEqualTo(1);
      assertThat(writeNow(pipe, "")).isZero();
      if (flavour.isMessage()) {
        assertThat(peek(pipe, 50)).isEqualTo("''");
        assertThat(read(pipe, 50)).isEqualTo("''");
        assertThat(read(pipe, 50)).isEqualTo("'x'");
        assertThat(read(pipe, 50)).isEqualTo("''");
      } else {
        assertThat(read(pipe, 50)).isEqualTo("'x'");
      }
      assertThat(readNow(pipe, 50)).isEqualTo("EMPTY");
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aReadIntoNoRoomTakesNothing(Flavour flavour) throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, flavour.options(100))) {
      assertThat(read(pipe, 0)).isEqualTo("''");
      writeNow(pipe, "x");
      assertThat(read(pipe, 0)).isEqualTo("''");
      assertThat(readNow(pipe, 50)).isEqualTo("'x'");
    }
  }

  @Test
  void aMessageLargerThanTheBufferIsHandedOutOverTheNextReadsOfItsHandle() throws IOException {
    PipeOptions options = PipeOptions.builder().type(PipeType.MESSAGE).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, options);
        PipeChannel other = reader(NAME)) {
      writeNow(pipe, "0123456789");
      writeNow(pipe, "next");
      assertThat(readNow(pipe, 4)).isEqualTo("'0123'");
      assertThat(pipe.remainder()).isEqualTo(6);
      assertThat(peek(pipe, 3)).isEqualTo("'456'");
      assertThat(readNow(other, 50)).isEqualTo("'next'");
      assertThat(other.remainder()).isZero();
      assertThat(readNow(pipe, 4)).isEqualTo("'4567'");
      assertThat(readNow(pipe, 4)).isEqualTo("'89'");
      assertThat(pipe.remainder()).isZero();
      assertThat(readNow(pipe, 4)).isEqualTo("EMPTY");
    }
  }

  @Test
  void theRestOfAMessageDiesWithItsHandle() throws IOException {
    PipeOptions options = PipeOptions.builder().type(PipeType.MESSAGE).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        PipeChannel other = reader(NAME)) {
      writeNow(writer, "0123456789");
      try (PipeChannel reader = reader(NAME)) {
        assertThat(readNow(reader, 4)).isEqualTo("'0123'");
      }
      assertThat(readNow(other, 50)).isEqualTo("EMPTY");
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void theLargestMessageFitsAndOneByteMoreIsRefusedWithSizeAndLimit(Flavour flavour)
      throws IOException {
    Flavour messages = new Flavour(PipeType.MESSAGE, flavour.whenFull(), flavour.lifetime());
    for (int capacity : new int[] {16, 24, 4096, 1 << 20}) {
      String name = NAME + capacity;
      try (PipeChannel pipe = device.open(name, Access.READ_WRITE, messages.options(capacity))) {
        for (int round = 0; round < 3; round++) {
          byte[] largest = new byte[capacity - 8];
          Arrays.fill(largest, (byte) round);
          assertThat(pipe.write(ByteBuffer.wrap(largest))).isEqualTo(capacity - 8);
          ByteBuffer copy = ByteBuffer.allocate(capacity);
          assertThat(pipe.read(copy)).isEqualTo(capacity - 8);
          assertThat(Arrays.copyOf(copy.array(), capacity - 8)).isEqualTo(largest);
        }
        assertThat(refusal(Kind.TOO_LARGE, () -> pipe.write(ByteBuffer.allocate(capacity - 7))))
            .hasMessageContaining(String.valueOf(capacity - 7))
            .hasMessageContaining(String.valueOf(capacity - 8))
            .hasMessageContaining(name);
        assertThat(readNow(pipe, 8)).isEqualTo("EMPTY");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void severalBuffersAreWrittenAsOnePieceAndReadAsOne(Flavour flavour) throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, flavour.options(100))) {
      ByteBuffer[] sources = {data("skipped"), data("one"), data(""), data("two"), data("last")};
      assertThat(pipe.write(sources, 1, 3)).isEqualTo(6);
      assertThat(sources[0].remaining()).isEqualTo(7);
      assertThat(sources[1].remaining() + sources[3].remaining()).isZero();
      assertThat(pipe.write(new ByteBuffer[] {data("next")})).isEqualTo(4);
      ByteBuffer[] targets = {
        ByteBuffer.allocate(2),
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(3),
        ByteBuffer.allocate(20)
      };
      long expected = flavour.isMessage() ? 6 : 10;
      assertThat(pipe.read(targets)).isEqualTo(expected);
      assertThat(targets[0].array()).isEqualTo("on".getBytes(UTF_8));
      assertThat(targets[2].array()).isEqualTo("etw".getBytes(UTF_8));
      assertThat(targets[3].position()).isEqualTo((int) expected - 5);
      assertThat(device.stat(NAME).number("messages-in")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void peekingNeverTakes(Flavour flavour) throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, flavour.options(100))) {
      writeNow(pipe, "one");
      writeNow(pipe, "two");
      String all = flavour.isMessage() ? "'one'" : "'onetwo'";
      for (int round = 0; round < 3; round++) {
        assertThat(peek(pipe, 50)).isEqualTo(all);
        assertThat(peek(pipe, 2)).isEqualTo("'on'");
        assertThat(pipe.remainder()).isZero();
      }
      assertThat(readNow(pipe, 50)).isEqualTo(all);
    }
  }
}
