package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// When a stream is over, and when it is only empty.
abstract class EndOfStreamContract extends ContractTest {
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(10));

  @EachFlavour
  void theEndComesAfterTheLastWriterAndAfterEverythingWasRead(Flavour flavour) throws IOException {
    try (PipeChannel reader = open(Access.READ, flavour, 100)) {
      PipeChannel one = writer(NAME);
      PipeChannel two = device.open(NAME, Access.READ_WRITE);
      writeNow(one, "x");
      one.close();
      assertThat(readNow(reader, 8)).isEqualTo("'x'");
      assertThat(readNow(reader, 8)).isEqualTo("EMPTY");
      writeNow(two, "y");
      two.close();
      assertThat(read(reader, 8)).isEqualTo("'y'");
      assertThat(read(reader, 8)).isEqualTo("END");
      assertThat(peek(reader, 8)).isEqualTo("END");
      assertThat(reader.read(ByteBuffer.allocate(8))).isEqualTo(-1);
      try (PipeChannel three = writer(NAME)) {
        assertThat(readNow(reader, 8)).isEqualTo("EMPTY");
        writeNow(three, "z");
        assertThat(readNow(reader, 8)).isEqualTo("'z'");
      }
      assertThat(readNow(reader, 8)).isEqualTo("END");
    }
  }

  @EachFlavour
  void aReaderOfAnEmptyPipeWithoutWritersWaitsForTheFirst(Flavour flavour) throws Exception {
    try (PipeChannel keeper = open(Access.READ, flavour, 100)) {
      writer(NAME).close();
      assertThat(readNow(keeper, 8)).isEqualTo("END");
      try (PipeChannel late = reader(NAME)) {
        assertThat(readNow(late, 8)).isEqualTo("EMPTY");
        assertThat(read(late, 8, SHORT)).isEqualTo("EMPTY");
        Background<String> reading = Eventually.background(() -> read(late, 8));
        awaitSleeper(NAME);
        writer(NAME).close();
        assertThat(reading.result()).isEqualTo("END");
      }
    }
  }

  @EachFlavour(lifetime = {Lifetime.DRAIN, Lifetime.PERMANENT})
  void aReaderThatTookSomethingSeesTheEndAlsoWithoutHavingMetAWriter(Flavour flavour)
      throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      writeNow(writer, "x");
    }
    try (PipeChannel reader = lateReader()) {
      assertThat(read(reader, 8)).isEqualTo("'x'");
      assertThat(read(reader, 8)).isEqualTo("END");
    }
  }

  @EachFlavour
  void aWaitingReaderSeesTheEndWhenTheLastWriterOfAnotherProcessCloses(Flavour flavour)
      throws Exception {
    Peer peer = helper();
    try (PipeChannel reader = open(Access.READ, flavour, 100)) {
      peer.open("w", NAME, Access.WRITE);
      Background<String> reading = Eventually.background(() -> read(reader, 8));
      awaitSleeper(NAME);
      peer.close("w");
      assertThat(reading.result()).isEqualTo("END");
    }
  }

  @EachFlavour(delivery = Delivery.QUEUE)
  void aQueueEndsForAllItsReadersWhenTheLastThingIsTaken(Flavour flavour) throws IOException {
    try (PipeChannel one = open(Access.READ, flavour, 100);
        PipeChannel two = reader(NAME)) {
      try (PipeChannel writer = writer(NAME);
          PipeChannel other = writer(NAME)) {
        writeNow(writer, "12345678");
        writeNow(other, "abcdefgh");
        assertThat(readNow(one, 8)).isEqualTo("'12345678'");
        try (PipeChannel late = reader(NAME)) {
          writer.close();
          assertThat(readNow(two, 8)).isEqualTo("'abcdefgh'");
          assertThat(readNow(late, 8)).as("the other writer is open").isEqualTo("EMPTY");
          other.close();
          assertThat(readNow(late, 8)).as("it met a writer").isEqualTo("END");
        }
      }
      assertThat(readNow(one, 8)).isEqualTo("END");
      assertThat(readNow(two, 8)).isEqualTo("END");
      try (PipeChannel again = writer(NAME)) {
        assertThat(readNow(one, 8)).isEqualTo("EMPTY");
        writeNow(again, "x");
      }
      assertThat(readNow(two, 8)).isEqualTo("'x'");
      assertThat(readNow(one, 8)).isEqualTo("END");
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void aBroadcastEndsForEachReaderWhenItHasReadEverything(Flavour flavour) throws IOException {
    try (PipeChannel one = open(Access.READ, flavour, 100);
        PipeChannel two = reader(NAME)) {
      try (PipeChannel writer = writer(NAME);
          PipeChannel other = writer(NAME)) {
        writeNow(writer, "12345678");
        assertThat(readNow(one, 8)).isEqualTo("'12345678'");
        writer.close();
        assertThat(readNow(one, 8)).as("the other writer is open").isEqualTo("EMPTY");
        try (PipeChannel late = reader(NAME)) {
          other.close();
          assertThat(readNow(late, 8)).as("it met a writer").isEqualTo("END");
        }
      }
      assertThat(readNow(one, 8)).isEqualTo("END");
      assertThat(readNow(two, 8)).isEqualTo("'12345678'");
      assertThat(readNow(two, 8)).isEqualTo("END");
      try (PipeChannel again = writer(NAME)) {
        assertThat(readNow(two, 8)).isEqualTo("EMPTY");
        writeNow(again, "x");
      }
      assertThat(readNow(two, 8)).isEqualTo("'x'");
      assertThat(readNow(two, 8)).isEqualTo("END");
      assertThat(readNow(one, 8)).isEqualTo("'x'");
      assertThat(readNow(one, 8)).isEqualTo("END");
    }
  }

  @EachFlavour
  void writersThatHandOverToOneAnotherLeaveNoEndBetween(Flavour flavour) throws IOException {
    try (PipeChannel reader = open(Access.READ, flavour, 100)) {
      PipeChannel current = writer(NAME);
      for (int round = 0; round < 20; round++) {
        PipeChannel next = round % 2 == 0 ? writer(NAME) : device.open(NAME, Access.READ_WRITE);
        current.close();
        assertThat(readNow(reader, 8)).isEqualTo("EMPTY");
        writeNow(next, "x" + round);
        assertThat(readNow(reader, 8)).isEqualTo("'x" + round + "'");
        current = next;
      }
      current.close();
      assertThat(readNow(reader, 8)).isEqualTo("END");
    }
  }
}
