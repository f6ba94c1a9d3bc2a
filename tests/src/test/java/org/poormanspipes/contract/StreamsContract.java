package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.time.Timeout;

/// A pipe as streams, as memory, and over duplicated handles.
abstract class StreamsContract extends ContractTest {

  @Test
  void aStreamEndsWhenItsWriterDoes() throws Exception {
    PipeOptions small = PipeOptions.builder().capacity(100).build();
    byte[] data = "0123456789".repeat(1000).getBytes(UTF_8);
    try (PipeChannel writer = device.open(NAME, Access.WRITE, small);
        InputStream in = reader(NAME).inputStream()) {
      Eventually.Background<Void> writing =
          Eventually.background(() -> {
            try (OutputStream out = writer.outputStream()) {
              out.write(data[0]);
              out.write(data, 1, data.length - 1);
            }
            return null;
          });
      assertThat(in.read()).isEqualTo(data[0]);
      assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(data, 1, data.length));
      writing.result();
      assertThat(writer.isOpen()).isFalse();
    }
  }

  @Test
  void eachWriteToAStreamIsOneMessageAndEmptyOnesAreNoEnd() throws IOException {
    PipeOptions messages = PipeOptions.builder().type(PipeType.MESSAGE).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, messages);
        PipeChannel reader = reader(NAME)) {
      writer.outputStream().write("one".getBytes(UTF_8));
      writer.outputStream().write(new byte[0]);
      writer.outputStream().write("two".getBytes(UTF_8));
      assertThat(reader.inputStream().readNBytes(6)).isEqualTo("onetwo".getBytes(UTF_8));
      assertThat(writer.stat().number("messages-in")).isEqualTo(3);
    }
  }

  @Test
  void aStreamIntoAFullRejectingPipeSaysHowMuchWasTaken() throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, PipeOptions.ORIGINAL);
        OutputStream out = writer.outputStream()) {
      out.write(new byte[1990]);
      assertThat(refusal(Kind.NO_SPACE, () -> out.write(new byte[20])))
          .hasMessageContaining("9 of 20")
          .hasMessageContaining(NAME);
    }
  }

  @Test
  void memoryIsReadAndWrittenWithoutABuffer() throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      MemorySegment source = MemorySegment.ofArray("memory".getBytes(UTF_8));
      assertThat(pipe.write(source, Timeout.NOW)).isEqualTo(6);
      byte[] target = new byte[10];
      assertThat(pipe.read(MemorySegment.ofArray(target), Timeout.NOW)).isEqualTo(6);
      assertThat(target).startsWith("memory".getBytes(UTF_8));
    }
  }

  @Test
  void aDuplicateIsTheSameHandleUntilBothAreClosed() throws IOException {
    try (PipeChannel reader = reader(NAME)) {
      PipeChannel writer = writer(NAME);
      PipeChannel duplicate = writer.duplicate();
      assertThat(device.handles(NAME)).hasSize(2);
      writer.close();
      assertThatThrownBy(() -> writeNow(writer, "x")).isInstanceOf(ClosedChannelException.class);
      assertThat(readNow(reader, 8)).isEqualTo("EMPTY");
      writeNow(duplicate, "x");
      assertThat(readNow(reader, 8)).isEqualTo("'x'");
      duplicate.close();
      assertThat(readNow(reader, 8)).isEqualTo("END");
    }
  }

  @Test
  void closingTheDeviceLeavesItsChannelsUsable() throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      device.close();
      device.close();
      writeNow(pipe, "x");
      assertThat(readNow(pipe, 8)).isEqualTo("'x'");
      assertThatThrownBy(() -> reader("other")).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(device::list).isInstanceOf(IllegalStateException.class);
    }
  }
}
