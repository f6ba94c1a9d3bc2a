package org.poormanspipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

class PipeChannelTest extends PipeTest {

  @Test
  void twoWhoOpenOneNameMeet() throws IOException {
    try (PipeChannel writer = writer("HELLO");
        PipeChannel reader = reader("hello")) {
      assertThat(write(writer, "hi")).isEqualTo(2);
      assertThat(read(reader)).isEqualTo("hi");
      assertThat(reader.name()).isEqualTo("hello");
      assertThat(reader.access()).isEqualTo(Access.READ);
      assertThat(device.stat("HeLLo").text("name")).isEqualTo("HELLO");
    }
  }

  @Test
  void otherNamesAreSeparate() throws IOException {
    try (PipeChannel one = device.open("one", Access.READ_WRITE);
        PipeChannel two = device.open("two", Access.READ_WRITE);
        PipeChannel bare = device.open("", Access.READ_WRITE);
        PipeChannel separator = device.open("\\", Access.READ_WRITE)) {
      write(one, "1");
      write(two, "2");
      write(bare, "3");
      write(separator, "4");
      assertThat(read(separator)).isEqualTo("4");
      assertThat(read(bare)).isEqualTo("3");
      assertThat(read(two)).isEqualTo("2");
      assertThat(read(one)).isEqualTo("1");
    }
  }

  @Test
  void aBytePipeForgetsWhereWritesEnded() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      write(pipe, "abc");
      write(pipe, "def");
      assertThat(read(pipe, 4)).isEqualTo("abcd");
      assertThat(read(pipe)).isEqualTo("ef");
      assertThat(read(pipe)).isEqualTo("EMPTY");
      assertThat(pipe.messages()).isFalse();
    }
  }

  @Test
  void aMessagePipeRemembersIt() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, MESSAGES)) {
      write(pipe, "abc");
      write(pipe, "");
      write(pipe, "def");
      assertThat(read(pipe)).isEqualTo("abc");
      assertThat(read(pipe)).isEmpty();
      assertThat(read(pipe)).isEqualTo("def");
      assertThat(read(pipe)).isEqualTo("EMPTY");
      assertThat(pipe.messages()).isTrue();
    }
  }

  @Test
  void theRestOfALargeMessageBelongsToTheHandleThatTookIt() throws IOException {
    try (PipeChannel writer = device.open("p", Access.WRITE, MESSAGES);
        PipeChannel one = reader("p");
        PipeChannel two = reader("p")) {
      write(writer, "0123456789");
      write(writer, "next");
      assertThat(read(one, 4)).isEqualTo("0123");
      assertThat(one.remainder()).isEqualTo(6);
      assertThat(two.remainder()).isZero();
      assertThat(read(two)).isEqualTo("next");
      ByteBuffer seen = ByteBuffer.allocate(3);
      assertThat(one.peek(seen)).isEqualTo(3);
      assertThat(one.remainder()).as("peeking takes nothing").isEqualTo(6);
      assertThat(read(one, 3)).isEqualTo("456");
      assertThat(read(one, 30)).isEqualTo("789");
      assertThat(one.remainder()).isZero();
      assertThat(read(one)).isEqualTo("EMPTY");
    }
  }

  @Test
  void theRestOfALargeMessageDiesWithTheHandle() throws IOException {
    try (PipeChannel writer = device.open("p", Access.WRITE, MESSAGES)) {
      write(writer, "0123456789");
      try (PipeChannel one = reader("p")) {
        read(one, 4);
      }
      try (PipeChannel two = reader("p")) {
        assertThat(read(two)).isEqualTo("EMPTY");
      }
    }
  }

  @Test
  void peekingTakesNothing() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(2);
      assertThat(pipe.peek(buffer)).isEqualTo(Outcome.EMPTY);
      write(pipe, "abc");
      assertThat(pipe.peek(buffer)).isEqualTo(2);
      assertThat(buffer.position()).isEqualTo(2);
      assertThat(new String(buffer.array(), UTF_8)).isEqualTo("ab");
      assertThat(read(pipe)).isEqualTo("abc");
    }
  }

  @Test
  void positionsMoveByWhatWasMoved() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, REJECTING)) {
      ByteBuffer source = text("0123456789abcdefXYZ").position(1);
      assertThat(pipe.write(source)).isEqualTo(16);
      assertThat(source.position()).isEqualTo(17);
      assertThat(pipe.write(source)).as("full").isZero();
      assertThat(source.position()).isEqualTo(17);
      ByteBuffer target = ByteBuffer.allocate(8).position(2).limit(6);
      assertThat(pipe.read(target)).isEqualTo(4);
      assertThat(target.position()).isEqualTo(6);
      assertThat(target.array()).containsExactly(0, 0, '1', '2', '3', '4', 0, 0);
      assertThat(pipe.read(target)).as("no room in the buffer").isZero();
      assertThat(pipe.read(ByteBuffer.allocateDirect(3))).isEqualTo(3);
      ByteBuffer slice = ByteBuffer.wrap(new byte[10], 3, 4).slice();
      assertThat(pipe.read(slice)).isEqualTo(4);
      assertThat(slice.array()).containsExactly(0, 0, 0, '8', '9', 'a', 'b', 0, 0, 0);
    }
  }

  @Test
  void memoryIsReadAndWritten() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom("native");
      assertThat(pipe.write(source, Timeout.NOW)).isEqualTo(7);
      MemorySegment target = arena.allocate(100);
      assertThat(pipe.read(target, Timeout.NOW)).isEqualTo(7);
      assertThat(target.getString(0)).isEqualTo("native");
      assertThat(target.get(ValueLayout.JAVA_BYTE, 7)).isZero();
    }
  }

  @Test
  void aReadOnlyBufferIsNotReadInto() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      write(pipe, "abc");
      ByteBuffer readOnly = ByteBuffer.allocate(10).asReadOnlyBuffer();
      assertThatThrownBy(() -> pipe.read(readOnly)).isInstanceOf(IllegalArgumentException.class);
      assertThat(pipe.write(text("x").asReadOnlyBuffer(), Timeout.NOW)).isEqualTo(1);
      assertThat(read(pipe)).isEqualTo("abcx");
    }
  }

  @Test
  void exactly1999BytesFitIntoTheOriginalsPipe() throws IOException {
    PipeOptions original = options().attribute("profile", "original").build();
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, original)) {
      byte[] data = new byte[2500];
      for (int at = 0; at < data.length; at++) {
        data[at] = (byte) (at * 7);
      }
      for (int round = 0; round < 50; round++) {
        ByteBuffer source = ByteBuffer.wrap(data);
        assertThat(pipe.write(source)).isEqualTo(1999);
        assertThat(pipe.write(source)).isZero();
        ByteBuffer target = ByteBuffer.allocate(5000);
        assertThat(pipe.read(target)).isEqualTo(1999);
        assertThat(Arrays.copyOf(target.array(), 1999)).isEqualTo(Arrays.copyOf(data, 1999));
      }
    }
  }

  @Test
  void aMessageThatCanNeverFitIsAnError() throws IOException {
    PipeOptions small = options().type(PipeType.MESSAGE).capacity(64).build();
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, small)) {
      assertRefused(
          Kind.TOO_LARGE,
          () -> pipe.write(ByteBuffer.allocate(57)),
          "57 bytes",
          "'p'",
          "capacity=64",
          "up to 56 bytes");
      assertThat(pipe.write(ByteBuffer.allocate(56))).isEqualTo(56);
      assertThat(pipe.write(ByteBuffer.allocate(0), Timeout.NOW)).isEqualTo(Outcome.FULL);
    }
  }

  @Test
  void aRejectingPipeTakesWhatFitsFromTheStartAndNeverWaits() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, REJECTING)) {
      assertThat(pipe.write(text("0123456789"), Timeout.FOREVER)).isEqualTo(10);
      assertThat(pipe.write(text("abcdefghij"), Timeout.FOREVER)).isEqualTo(6);
      assertThat(pipe.write(text("x"), Timeout.FOREVER)).isEqualTo(Outcome.FULL);
      assertThat(read(pipe)).isEqualTo("0123456789abcdef");
      assertThat(device.stat("p").number("refused")).isEqualTo(2);
    }
  }

  @Test
  void aBlockingPipeTakesASmallWriteWholeOrNotAtAll() throws IOException {
    PipeOptions small = options().capacity(10).build();
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, small)) {
      assertThat(write(pipe, "01234567")).isEqualTo(8);
      assertThat(write(pipe, "abc")).isEqualTo(Outcome.FULL);
      assertThat(pipe.write(text("abc"), LITTLE)).isEqualTo(Outcome.FULL);
      assertThat(read(pipe)).isEqualTo("01234567");
      ByteBuffer large = text("0123456789ABCDEF");
      assertThat(pipe.write(large, LITTLE)).as("what fitted in time").isEqualTo(10);
      assertThat(large.position()).isEqualTo(10);
      assertThat(read(pipe)).isEqualTo("0123456789");
    }
  }

  @Test
  void whatAHandleWasNotOpenedForIsDenied() throws IOException {
    try (PipeChannel writer = writer("p");
        PipeChannel reader = reader("p");
        PipeChannel looker = device.open("p", Access.ATTRIBUTES)) {
      assertRefused(Kind.DENIED, () -> read(writer), "access=WRITE");
      assertRefused(Kind.DENIED, () -> writer.peek(ByteBuffer.allocate(1)), "access=WRITE");
      assertRefused(Kind.DENIED, () -> write(reader, "x"), "access=READ");
      assertRefused(Kind.DENIED, () -> read(looker), "access=ATTRIBUTES");
      assertRefused(Kind.DENIED, () -> write(looker, "x"), "access=ATTRIBUTES");
      assertThat(looker.stat().text("name")).isEqualTo("p");
    }
  }

  @Test
  void dispositionsSayWhatMustExist() throws IOException {
    assertRefused(
        Kind.NOT_FOUND,
        () -> device.open("p", Access.READ, PipeOptions.DEFAULT, Disposition.OPEN),
        "'p'");
    assertThat(exists("p")).isFalse();
    device.create("p", MESSAGES);
    assertRefused(Kind.EXISTS, () -> device.create("P", PipeOptions.DEFAULT), "'p'");
    try (PipeChannel pipe = device.open("p", Access.READ, PipeOptions.DEFAULT, Disposition.OPEN)) {
      assertThat(pipe.messages()).as("used as it is").isTrue();
    }
  }

  @Test
  void aWrongNameIsRefused() {
    assertRefused(Kind.INVALID, () -> reader("a//b"), "a//b");
    assertRefused(Kind.INVALID, () -> reader("x".repeat(256)), "256");
    assertRefused(
        Kind.INVALID,
        () -> device.create("p", options().attribute("colour", "red").build()),
        "colour");
    assertRefused(
        Kind.INVALID, () -> device.create("p", options().capacity(0).build()), "capacity=0");
  }

  @Test
  void aStreamReadsToTheEndOfThePipe() throws IOException {
    try (PipeChannel writer = writer("p");
        OutputStream out = writer.outputStream();
        InputStream in = reader("p").inputStream()) {
      out.write("one ".getBytes(UTF_8));
      out.write('t');
      out.write("xwoy".getBytes(UTF_8), 1, 2);
      assertThat(in.read()).isEqualTo('o');
      out.write(0xff);
      out.close();
      assertThat(writer.isOpen()).as("closing the stream closes the channel").isFalse();
      assertThat(in.read(new byte[5], 2, 0)).isZero();
      byte[] rest = in.readAllBytes();
      assertThat(rest).hasSize(7);
      assertThat(new String(rest, 0, 6, UTF_8)).isEqualTo("ne two");
      assertThat(rest[6]).isEqualTo((byte) 0xff);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aStreamPassesOverEmptyMessages() throws IOException {
    try (PipeChannel writer = device.open("p", Access.WRITE, MESSAGES);
        InputStream in = reader("p").inputStream()) {
      write(writer, "");
      write(writer, "x");
      write(writer, "");
      writer.close();
      assertThat(in.read()).isEqualTo('x');
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aStreamToAFullPipeSaysHowMuchItTook() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, REJECTING);
        OutputStream out = pipe.outputStream()) {
      assertRefused(Kind.NO_SPACE, () -> out.write(new byte[20]), "'p'", "it took 16 of 20 bytes");
    }
  }

  @Test
  void aGatheringWriteIsOneMessage() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, MESSAGES)) {
      ByteBuffer[] parts = {text("not this"), text("ab"), text(""), text("cde"), text("nor this")};
      assertThat(pipe.write(parts, 1, 3)).isEqualTo(5);
      assertThat(parts[1].hasRemaining()).isFalse();
      assertThat(parts[3].hasRemaining()).isFalse();
      assertThat(parts[0].position()).isZero();
      assertThat(parts[4].position()).isZero();
      assertThat(read(pipe)).isEqualTo("abcde");
      assertThat(read(pipe)).isEqualTo("EMPTY");
    }
  }

  @Test
  void aGatheringWriteThatIsCutShortSaysWhere() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, REJECTING)) {
      ByteBuffer[] parts = {text("0123456789"), text("abcdefgh"), text("xyz")};
      assertThat(pipe.write(parts)).isEqualTo(16);
      assertThat(parts[0].position()).isEqualTo(10);
      assertThat(parts[1].position()).isEqualTo(6);
      assertThat(parts[2].position()).isZero();
    }
  }

  @Test
  void aScatteringReadTakesOneMessage() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, MESSAGES)) {
      write(pipe, "0123456789");
      write(pipe, "next");
      ByteBuffer[] parts = {ByteBuffer.allocate(0), ByteBuffer.allocate(4), ByteBuffer.allocate(9)};
      assertThat(pipe.read(parts)).isEqualTo(10);
      assertThat(new String(parts[1].array(), UTF_8)).isEqualTo("0123");
      assertThat(new String(parts[2].array(), 0, 6, UTF_8)).isEqualTo("456789");
      assertThat(parts[2].position()).isEqualTo(6);
      ByteBuffer[] exact = {ByteBuffer.allocate(4), ByteBuffer.allocate(4)};
      write(pipe, "later");
      assertThat(pipe.read(exact)).as("not the message after it").isEqualTo(4);
      assertThat(read(pipe)).isEqualTo("later");
    }
  }

  @Test
  void aScatteringReadTakesWhatIsThereOfAStream() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      write(pipe, "0123456789");
      ByteBuffer[] parts = {ByteBuffer.allocate(4), ByteBuffer.allocate(4), ByteBuffer.allocate(9)};
      assertThat(pipe.read(parts)).isEqualTo(10);
      assertThat(parts[2].position()).isEqualTo(2);
      write(pipe, "abc");
      assertThat(pipe.read(new ByteBuffer[] {ByteBuffer.allocate(1), ByteBuffer.allocate(1)}))
          .isEqualTo(2);
      assertThat(read(pipe)).isEqualTo("c");
      assertThat(pipe.read(new ByteBuffer[0])).isZero();
      assertThatThrownBy(() -> pipe.read(parts, 2, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aDuplicateKeepsTheHandleOpen() throws IOException {
    PipeChannel first = device.open("p", Access.READ_WRITE);
    PipeChannel second = first.duplicate();
    assertThat(device.stat("p").number("handles")).as("one handle").isEqualTo(1);
    write(first, "abc");
    first.close();
    first.close();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(read(second)).isEqualTo("abc");
    assertThatThrownBy(first::duplicate).isInstanceOf(ClosedChannelException.class);
    second.close();
    assertThat(exists("p")).isFalse();
  }

  @Test
  void aClosedChannelReadsNothing() throws IOException {
    PipeChannel pipe = device.open("p", Access.READ_WRITE);
    pipe.close();
    pipe.close();
    assertThat(pipe.isOpen()).isFalse();
    assertThatThrownBy(() -> read(pipe)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> pipe.peek(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(pipe::stat).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> pipe.set(REJECTING)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(pipe::duplicate).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void channelsOutliveTheirDevice() throws IOException {
    Device other = Device.open(DeviceOptions.builder().root(root).device("unit").build());
    PipeChannel pipe = other.open("p", Access.READ_WRITE);
    other.close();
    assertThatThrownBy(() -> other.open("q", Access.READ))
        .isInstanceOf(IllegalStateException.class);
    write(pipe, "abc");
    assertThat(read(pipe)).isEqualTo("abc");
    assertThat(pipe.stat().number("bytes-out")).isEqualTo(3);
    pipe.close();
  }

  @Test
  void whatWasMovedIsCounted() throws IOException {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, MESSAGES)) {
      write(pipe, "abc");
      write(pipe, "defgh");
      read(pipe, 2);
      Attributes stat = device.stat("p");
      assertThat(stat.number("bytes-in")).isEqualTo(8);
      assertThat(stat.number("messages-in")).isEqualTo(2);
      assertThat(stat.number("bytes-out")).as("taken whole").isEqualTo(3);
      assertThat(stat.number("messages-out")).isEqualTo(1);
      assertThat(stat.number("used")).isEqualTo(16);
    }
  }

  @Test
  void manyHandlesGrowThePipesTable() throws IOException {
    PipeChannel[] handles = new PipeChannel[100];
    for (int at = 0; at < handles.length; at++) {
      handles[at] = device.open("p", at % 2 == 0 ? Access.READ : Access.WRITE);
    }
    assertThat(device.stat("p").number("readers")).isEqualTo(50);
    assertThat(device.stat("p").number("writers")).isEqualTo(50);
    for (int at = 0; at < handles.length; at += 2) {
      assertThat(write(handles[99 - at], "message " + at)).isPositive();
      assertThat(read(handles[at])).isEqualTo("message " + at);
    }
    for (PipeChannel handle : handles) {
      handle.close();
    }
    assertThat(exists("p")).isFalse();
    assertThat(device.object().openFiles()).isZero();
  }
}
