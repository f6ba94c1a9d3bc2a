package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// When a stream is over, and when it is only empty.
abstract class EndOfStreamContract extends ContractTest {
  private static final String DRAINING = "org.poormanspipes.contract.Flavour#draining";
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(30));

  @ParameterizedTest
  @MethodSource(DRAINING)
  void theEndComesAfterTheLastWriterAndAfterEverythingWasRead(Flavour flavour) throws IOException {
    try (PipeChannel reader = device.open(NAME, Access.READ, flavour.options(100))) {
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

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aReaderOfAnEmptyPipeWithoutWritersWaitsForTheFirst(Flavour flavour) throws Exception {
    try (PipeChannel keeper = device.open(NAME, Access.READ, flavour.options(100))) {
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

  @Test
  void aReaderThatTookSomethingSeesTheEndAlsoWithoutHavingMetAWriter() throws IOException {
    try (PipeChannel writer = writer(NAME)) {
      writeNow(writer, "x");
    }
    try (PipeChannel reader = reader(NAME)) {
      assertThat(read(reader, 8)).isEqualTo("'x'");
      assertThat(read(reader, 8)).isEqualTo("END");
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aWaitingReaderSeesTheEndWhenTheLastWriterOfAnotherProcessCloses(Flavour flavour)
      throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, flavour.options(100));
        Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE);
      Background<String> reading = Eventually.background(() -> read(reader, 8));
      awaitSleeper(NAME);
      peer.close("w");
      assertThat(reading.result()).isEqualTo("END");
    }
  }
}
