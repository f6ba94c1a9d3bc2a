package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;

/// Where a message ends: empty ones, parts of them, and looks at them.
abstract class MessagesContract extends ContractTest {

  @EachFlavour
  void anEmptyMessageIsAMessageAndAnEmptyWriteToAStreamIsNothing(Flavour flavour)
      throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
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

  @EachFlavour
  void anEmptyWriteToAFullPipeTakesRoomOnlyAsAMessage(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 16)) {
      writeNow(pipe, "x".repeat(flavour.largestWrite(16)));
      boolean full = flavour.isMessage() && flavour.keepsOldest();
      assertThat(writeNow(pipe, "")).isEqualTo(full ? Outcome.FULL : 0);
    }
  }

  @EachFlavour
  void aReadIntoNoRoomTakesNothing(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      assertThat(read(pipe, 0)).isEqualTo("''");
      writeNow(pipe, "x");
      assertThat(read(pipe, 0)).isEqualTo("''");
      assertThat(readNow(pipe, 50)).isEqualTo("'x'");
    }
  }

  @EachFlavour(type = PipeType.MESSAGE)
  void aMessageLargerThanTheBufferIsHandedOutOverTheNextReadsOfItsHandle(Flavour flavour)
      throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(pipe, "0123456789");
      writeNow(pipe, "next");
      assertThat(readNow(pipe, 4)).isEqualTo("'0123'");
      assertThat(pipe.remainder()).isEqualTo(6);
      assertThat(peek(pipe, 3)).isEqualTo("'456'");
      assertThat(pipe.remainder()).isEqualTo(6);
      assertThat(readNow(pipe, 4)).isEqualTo("'4567'");
      assertThat(pipe.remainder()).isEqualTo(2);
      assertThat(readNow(pipe, 4)).isEqualTo("'89'");
      assertThat(pipe.remainder()).isZero();
      assertThat(readNow(pipe, 4)).isEqualTo("'next'");
      assertThat(readNow(pipe, 4)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour(type = PipeType.MESSAGE, delivery = Delivery.QUEUE)
  void theRestOfAQueuedMessageIsItsHandlesAloneAndDiesWithIt(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
        PipeChannel other = reader(NAME)) {
      writeNow(writer, "0123456789");
      writeNow(writer, "next");
      try (PipeChannel reader = reader(NAME)) {
        assertThat(readNow(reader, 4)).isEqualTo("'0123'");
        assertThat(readNow(other, 50)).isEqualTo("'next'");
        assertThat(other.remainder()).isZero();
      }
      assertThat(readNow(other, 50)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour(type = PipeType.MESSAGE, delivery = Delivery.BROADCAST)
  void eachReaderOfABroadcastHasTheMessageWholeWhateverOthersDoWithIt(Flavour flavour)
      throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
        PipeChannel other = reader(NAME)) {
      try (PipeChannel reader = reader(NAME)) {
        writeNow(writer, "0123456789");
        assertThat(readNow(reader, 4)).isEqualTo("'0123'");
        assertThat(readNow(other, 7)).isEqualTo("'0123456'");
        assertThat(readNow(reader, 50)).isEqualTo("'456789'");
      }
      assertThat(readNow(other, 50)).isEqualTo("'789'");
      assertThat(readNow(other, 50)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour
  void theRestOfAMessageIsKeptWhateverIsWrittenMeanwhile(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 64)) {
      writeNow(pipe, "0123456789");
      assertThat(readNow(pipe, 4)).isEqualTo("'0123'");
      int written = 0;
      while (written < 50 && writeNow(pipe, "abcdefgh") == 8) {
        written++;
      }
      if (flavour.isMessage()) {
        assertThat(pipe.remainder()).isEqualTo(6);
        assertThat(readNow(pipe, 50)).isEqualTo("'456789'");
      }
      assertThat(pipe.remainder()).isZero();
    }
  }

  @EachFlavour
  void severalBuffersAreWrittenAsOnePieceAndReadAsOne(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
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

  @EachFlavour
  void peekingNeverTakes(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(pipe, "one");
      writeNow(pipe, "two");
      String all = flavour.isMessage() ? "'one'" : "'onetwo'";
      for (int round = 0; round < 3; round++) {
        assertThat(peek(pipe, 50)).isEqualTo(all);
        assertThat(peek(pipe, 2)).isEqualTo("'on'");
        assertThat(pipe.remainder()).isZero();
      }
      assertThat(device.stat(NAME).number("bytes-out")).isZero();
      assertThat(readNow(pipe, 50)).isEqualTo(all);
    }
  }
}
