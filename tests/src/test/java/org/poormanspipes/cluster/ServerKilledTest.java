package org.poormanspipes.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.OneServer;

/// One server, killed and started again.
class ServerKilledTest extends OneServer {
  private static final int CAPACITY = 64;

  @Test
  void aReaderThatWaitsGoesOnWaitingAndReadsWhatIsWrittenAfterwards() throws Exception {
    try (Device here = Device.open(server.device("Waits"));
        Device there = Device.open(server.device("Waits"));
        PipeChannel writer = here.open("PIPE", Access.WRITE, options());
        PipeChannel reader = there.open("PIPE", Access.READ)) {
      Background<String> reading = Eventually.background(() -> read(reader));
      awaitWait(here, "data");
      server.kill();
      server.start();
      writer.write(UTF_8.encode("after"));
      assertThat(reading.result()).isEqualTo("after");
    }
  }

  @Test
  void aWriterThatWaitsForRoomGoesOnWaitingAndWritesWhenThereIsSome() throws Exception {
    try (Device here = Device.open(server.device("Waits"));
        Device there = Device.open(server.device("Waits"));
        PipeChannel writer = here.open("PIPE", Access.WRITE, options());
        PipeChannel reader = there.open("PIPE", Access.READ)) {
      writer.write(ByteBuffer.allocate(CAPACITY - Long.BYTES));
      Background<Integer> writing =
          Eventually.background(() -> writer.write(UTF_8.encode("waited")));
      awaitWait(there, "room");
      server.kill();
      server.start();
      assertThat(read(reader)).hasSize(CAPACITY - Long.BYTES);
      assertThat(writing.result()).isEqualTo("waited".length());
      assertThat(read(reader)).isEqualTo("waited");
    }
  }

  @Test
  void moreCopiesThanServersAreRefusedInOneSentence() {
    assertThatThrownBy(() -> Device.open(server.device("Copies") + "?replicas=3"))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("replicas=3")
        .hasMessageContaining("cluster")
        .hasMessageNotContaining("\n");
  }

  private static PipeOptions options() {
    return PipeOptions.builder().type(PipeType.MESSAGE).capacity(CAPACITY).build();
  }

  private static String read(PipeChannel reader) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
    int length = reader.read(buffer);
    return new String(buffer.array(), 0, length, UTF_8);
  }

  private static void awaitWait(Device device, String what) throws Exception {
    Eventually.holds(
        "one waits for " + what,
        () ->
            device.handles("PIPE").stream()
                .anyMatch(handle -> what.equals(handle.text("waiting"))));
  }
}
