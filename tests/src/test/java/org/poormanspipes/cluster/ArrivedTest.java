package org.poormanspipes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.PurgeOptions;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Origins;
import org.poormanspipes.testing.OneServer;
import org.poormanspipes.time.Timeout;

/// How far a source came is known, whatever readers have removed, and however often it is asked.
class ArrivedTest extends OneServer {
  private static final String SOURCE = "0123456789abcdef";
  private static final int MESSAGES = 400;

  /// So many that something of what was read is removed.
  private static final int MANY = 5000;

  /// Of what was read, so many messages stay.
  private static final int KEPT = 1024;

  /// What is read at once.
  private static final int SOME = 100;

  @Test
  void whatWasReadAndRemovedIsKnownToHaveArrived() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel keeper = device.open("PIPE", Access.WRITE, options())) {
      carry(device, MANY, 0);
      assertThat(arrived(device)).isEqualTo(MANY);
      drain(device, MANY);
      assertThat(first(keeper)).as("the first that is left").isGreaterThan(1);
      assertThat(arrived(device)).as("asked again, nothing carried since").isEqualTo(MANY);
      carry(device, MESSAGES, MANY);
      drain(device, MESSAGES);
      assertThat(arrived(device)).as("read before it was asked").isEqualTo(MANY + MESSAGES);
      assertThat(keeper.stat().number("used")).isZero();
    }
  }

  @Test
  void whatOthersWroteBehindItHidesNothing() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, options())) {
      carry(device, MESSAGES, 0);
      pipe.write(ByteBuffer.allocate(1));
      assertThat(arrived(device)).isEqualTo(MESSAGES);
      write(pipe, MANY);
      drain(device, MESSAGES + 1 + MANY);
      assertThat(first(pipe)).as("the first that is left").isGreaterThan(MESSAGES + 2);
      assertThat(arrived(device)).isEqualTo(MESSAGES);
    }
  }

  @Test
  void whatAWriterMayStillAskAboutIsNotRemoved() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.WRITE, options())) {
      write(pipe, MANY);
      drain(device, MANY);
      assertThat(first(pipe)).isBetween(2L, (long) MANY - KEPT);
    }
  }

  /// Each of them removes something, and none all.
  @Test
  void readersThatReadLittleRemoveWhatWasReadLongAgo() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.WRITE, options())) {
      write(pipe, MANY);
      for (int done = 0; done < MANY - SOME; done += 5 * SOME) {
        drain(device, 5 * SOME);
      }
      assertThat(first(pipe)).isBetween((long) MANY - 2 * KEPT, (long) MANY - KEPT);
    }
  }

  @Test
  void aChangeOfThePipeBehindItHidesNothing() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, options())) {
      carry(device, MESSAGES, 0);
      drain(device, MESSAGES);
      pipe.set(PipeOptions.builder().capacity(2 << 20).build());
      removeAllButTheLast();
      assertThat(arrived(device)).isEqualTo(MESSAGES);
      // What a note says is not said of what is read.
      pipe.write(ByteBuffer.allocate(1));
      assertThat(pipe.read(ByteBuffer.allocate(1))).isEqualTo(1);
      assertThat(origins(pipe).last()).isNull();
    }
  }

  @Test
  void aReaderThatJoinsABroadcastBehindItHidesNothing() throws Exception {
    PipeOptions broadcast =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .capacity(1 << 20)
            .delivery(Delivery.BROADCAST)
            .build();
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel _ = device.open("PIPE", Access.WRITE, broadcast)) {
      carry(device, MESSAGES, 0);
      try (PipeChannel _ = device.open("PIPE", Access.READ)) {
        removeAllButTheLast();
        assertThat(arrived(device)).isEqualTo(MESSAGES);
      }
    }
  }

  /// The number of the first message that the server has of the only pipe. What was asked of the
  /// server before is done by then.
  private long first(PipeChannel pipe) throws Exception {
    var _ = pipe.stat();
    try (Connection connection = Nats.connect("nats://127.0.0.1:" + server.port())) {
      JetStreamManagement look = connection.jetStreamManagement();
      return look.getStreamInfo(data(look)).getStreamState().getFirstSequence();
    }
  }

  /// As if readers had read all of it and others had written much.
  private void removeAllButTheLast() throws Exception {
    try (Connection connection = Nats.connect("nats://127.0.0.1:" + server.port())) {
      JetStreamManagement look = connection.jetStreamManagement();
      look.purgeStream(data(look), PurgeOptions.builder().keep(1).build());
    }
  }

  private static String data(JetStreamManagement look) throws Exception {
    return look.getStreamNames().stream()
        .filter(name -> name.startsWith("PMPD_"))
        .findFirst()
        .orElseThrow();
  }

  private static void write(PipeChannel pipe, int count) throws Exception {
    MessageBatch batch = new MessageBatch();
    for (int number = 0; number < count; number++) {
      batch.add(ByteBuffer.allocate(1));
    }
    assertThat(pipe.write(batch, Timeout.FOREVER)).isEqualTo(count);
  }

  @Test
  void aSourceThatNeverCarriedIsUnknown() throws Exception {
    try (Device device = Device.open(server.device("Arrived"));
        PipeChannel pipe = device.open("PIPE", Access.READ_WRITE, options())) {
      pipe.write(ByteBuffer.allocate(1));
      assertThat(arrived(device)).isEqualTo(Origins.NONE);
    }
  }

  private static void carry(Device device, int count, long first) throws Exception {
    MessageBatch batch = new MessageBatch();
    for (int number = 0; number < count; number++) {
      batch.add(ByteBuffer.allocate(Long.BYTES).putLong(0, first + number));
    }
    try (PipeChannel writer = device.open("PIPE", Access.WRITE)) {
      assertThat(origins(writer).write(batch, new Origin(SOURCE, first), Timeout.FOREVER))
          .isEqualTo(count);
    }
  }

  /// As a carrier that starts asks.
  private static long arrived(Device device) throws Exception {
    try (PipeChannel writer = device.open("PIPE", Access.WRITE)) {
      return origins(writer).arrived(SOURCE);
    }
  }

  private static Origins origins(PipeChannel writer) throws Exception {
    return Objects.requireNonNull(Objects.requireNonNull(writer.fileObject().fastPath()).origins());
  }

  /// As a reader that starts and ends.
  private static void drain(Device device, int count) throws Exception {
    try (PipeChannel reader = device.open("PIPE", Access.READ)) {
      long taken = 0;
      while (taken < count) {
        long some = reader.poll((_, _, _) -> {}, (int) Math.min(SOME, count - taken));
        assertThat(some).isPositive();
        taken += some;
      }
    }
  }

  private static PipeOptions options() {
    return PipeOptions.builder().type(PipeType.MESSAGE).capacity(1 << 20).build();
  }
}
