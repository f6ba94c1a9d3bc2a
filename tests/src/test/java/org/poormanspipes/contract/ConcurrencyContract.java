package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// Many writers and many readers of one pipe: every message arrives exactly once, whole, and in its
/// writer's order.
abstract class ConcurrencyContract extends ContractTest {

  @ParameterizedTest
  @CsvSource({
    "block, 3, 3, 4000, 600, 4096",
    "block, 4, 2, 4000, 100, 256",
    "block, 1, 1, 20000, 64, 65536",
    "reject, 3, 3, 2000, 300, 4096"
  })
  void threadsDeliverEveryMessageExactlyOnce(
      String whenFull, int writers, int readers, int count, int longest, int capacity)
      throws Exception {
    try (PipeChannel _ = create(whenFull, capacity)) {
      List<PipeChannel> sources = new ArrayList<>();
      for (int reader = 0; reader < readers; reader++) {
        sources.add(reader(NAME));
      }
      PipeChannel keeper = writer(NAME);
      List<Background<Void>> writing = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int producer = writer;
        writing.add(Eventually.background(() -> produce(producer, count, longest)));
      }
      List<Background<Map<Integer, List<Integer>>>> reading = new ArrayList<>();
      for (PipeChannel source : sources) {
        reading.add(Eventually.background(() -> consume(source)));
      }
      for (Background<Void> writer : writing) {
        writer.result();
      }
      keeper.close();
      List<Map<Integer, List<Integer>>> received = new ArrayList<>();
      for (Background<Map<Integer, List<Integer>>> reader : reading) {
        received.add(reader.result());
      }
      assertComplete(received, writers, count);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "block, 3, 2, 4000, 600, 4096",
    "block, 2, 3, 4000, 100, 300",
    "reject, 2, 2, 2000, 300, 4096"
  })
  void processesDeliverEveryMessageExactlyOnce(
      String whenFull, int writers, int readers, int count, int longest, int capacity)
      throws Exception {
    List<Peer> producers = new ArrayList<>();
    List<Peer> consumers = new ArrayList<>();
    try (PipeChannel _ = create(whenFull, capacity)) {
      PipeChannel keeper = writer(NAME);
      for (int writer = 0; writer < writers; writer++) {
        producers.add(peer());
      }
      for (int reader = 0; reader < readers; reader++) {
        consumers.add(peer());
      }
      for (Peer consumer : consumers) {
        assertThat(consumer.ask("consume", NAME)).isEqualTo("ok");
      }
      for (int writer = 0; writer < writers; writer++) {
        producers.get(writer).tell("produce", NAME, writer + "", count + "", longest + "");
      }
      for (Peer producer : producers) {
        assertThat(producer.answer()).isEqualTo("ok");
      }
      keeper.close();
      List<Map<Integer, List<Integer>>> received = new ArrayList<>();
      for (Peer consumer : consumers) {
        received.add(parse(consumer.answer()));
      }
      assertComplete(received, writers, count);
    } finally {
      for (Peer peer : producers) {
        peer.close();
      }
      for (Peer peer : consumers) {
        peer.close();
      }
    }
  }

  @Test
  void writesOfUpToFourKilobytesIntoAStreamAreNeverInterleaved() throws Exception {
    int writers = 4;
    int count = 3000;
    List<Peer> peers = new ArrayList<>();
    try (PipeChannel reader =
        device.open(NAME, Access.READ, PipeOptions.builder().capacity(10_007).build())) {
      PipeChannel keeper = writer(NAME);
      for (int writer = 0; writer < writers; writer++) {
        peers.add(peer());
      }
      for (int writer = 0; writer < writers; writer++) {
        peers.get(writer).tell("blocks", NAME, writer + "", count + "");
      }
      Background<Map<Integer, List<Integer>>> reading =
          Eventually.background(() -> consumeBlocks(reader));
      for (Peer peer : peers) {
        assertThat(peer.answer()).isEqualTo("ok");
      }
      keeper.close();
      assertComplete(List.of(reading.result()), writers, count);
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  @Test
  void readersOfAStreamShareItsBytesEachExactlyOnce() throws Exception {
    int count = 200_000;
    PipeOptions options = PipeOptions.builder().capacity(61).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options)) {
      List<Background<long[]>> reading = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        PipeChannel source = reader(NAME);
        int size = 5 + 9 * reader;
        reading.add(Eventually.background(() -> countBytes(source, size)));
      }
      byte[] data = new byte[count];
      for (int at = 0; at < count; at++) {
        data[at] = (byte) (at % 251);
      }
      assertThat(writer.write(ByteBuffer.wrap(data))).isEqualTo(count);
      writer.close();
      long[] received = new long[256];
      for (Background<long[]> reader : reading) {
        long[] counts = reader.result();
        Arrays.setAll(received, value -> received[value] + counts[value]);
      }
      long[] expected = new long[256];
      for (byte value : data) {
        expected[Byte.toUnsignedInt(value)]++;
      }
      assertThat(received).isEqualTo(expected);
    }
  }

  /// How often each byte came. Within a read they follow one another as they were written.
  private static long[] countBytes(PipeChannel source, int size) throws IOException {
    long[] counts = new long[256];
    byte[] bytes = new byte[size];
    try (source) {
      for (int read = source.read(ByteBuffer.wrap(bytes));
          read >= 0;
          read = source.read(ByteBuffer.wrap(bytes))) {
        for (int at = 0; at < read; at++) {
          int value = Byte.toUnsignedInt(bytes[at]);
          counts[value]++;
          if (at > 0) {
            assertThat(value).isEqualTo((Byte.toUnsignedInt(bytes[at - 1]) + 1) % 251);
          }
        }
      }
    }
    return counts;
  }

  @Test
  void threadsMayShareOneHandle() throws Exception {
    int threads = 4;
    int count = 2000;
    PipeOptions options = PipeOptions.builder().type(PipeType.MESSAGE).capacity(2048).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        PipeChannel reader = reader(NAME)) {
      List<Background<Void>> writing = new ArrayList<>();
      List<Background<Map<Integer, List<Integer>>>> reading = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int producer = thread;
        writing.add(
            Eventually.background(() -> {
              for (int number = 0; number < count; number++) {
                byte[] message = new NumberedMessage(producer, number).bytes(50);
                writer.write(ByteBuffer.wrap(message));
              }
              return null;
            }));
        reading.add(Eventually.background(() -> consumeWithoutClosing(reader)));
      }
      for (Background<Void> thread : writing) {
        thread.result();
      }
      writer.close();
      List<Map<Integer, List<Integer>>> received = new ArrayList<>();
      for (Background<Map<Integer, List<Integer>>> thread : reading) {
        received.add(thread.result());
      }
      assertComplete(received, threads, count);
    }
  }

  private PipeChannel create(String whenFull, int capacity) throws IOException {
    PipeOptions options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .whenFull(WhenFull.valueOf(whenFull.toUpperCase(java.util.Locale.ROOT)))
            .capacity(capacity)
            .build();
    return device.open(NAME, Access.ATTRIBUTES, options);
  }

  private Void produce(int producer, int count, int longest) throws IOException {
    Random lengths = new Random(producer);
    try (PipeChannel pipe = writer(NAME)) {
      for (int number = 0; number < count; number++) {
        int length = lengths.nextInt(NumberedMessage.MIN_LENGTH, longest + 1);
        byte[] message = new NumberedMessage(producer, number).bytes(length);
        // FULL and, where many contend, BUSY: nothing was taken, so it is tried again.
        while (pipe.write(ByteBuffer.wrap(message), Timeout.FOREVER) < 0) {
          Thread.onSpinWait();
        }
      }
    }
    return null;
  }

  private static Map<Integer, List<Integer>> consume(PipeChannel source) throws IOException {
    try (source) {
      return consumeWithoutClosing(source);
    }
  }

  private static Map<Integer, List<Integer>> consumeWithoutClosing(PipeChannel source)
      throws IOException {
    Map<Integer, List<Integer>> received = new HashMap<>();
    byte[] bytes = new byte[4096];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer.clear())) {
      add(received, NumberedMessage.parse(bytes, 0, read));
    }
    return received;
  }

  /// A stream of records: length, message.
  private static Map<Integer, List<Integer>> consumeBlocks(PipeChannel source) throws IOException {
    Map<Integer, List<Integer>> received = new HashMap<>();
    byte[] bytes = new byte[1 << 16];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (source.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.remaining() >= Integer.BYTES
          && buffer.remaining() >= Integer.BYTES + buffer.getInt(buffer.position())) {
        int length = buffer.getInt();
        add(received, NumberedMessage.parse(bytes, buffer.position(), length));
        buffer.position(buffer.position() + length);
      }
      buffer.compact();
    }
    assertThat(buffer.position()).as("bytes after the last record").isZero();
    return received;
  }

  private static void add(Map<Integer, List<Integer>> received, NumberedMessage message) {
    received.computeIfAbsent(message.producer(), _ -> new ArrayList<>()).add(message.number());
  }

  /// `0:,1,2,5 1:,0,3`, as a peer reports it.
  private static Map<Integer, List<Integer>> parse(String answer) {
    assertThat(answer).doesNotStartWith("!");
    Map<Integer, List<Integer>> received = new HashMap<>();
    for (String producer : answer.split(" ", -1)) {
      int colon = producer.indexOf(':');
      if (colon > 0) {
        received.put(
            Integer.valueOf(producer.substring(0, colon)),
            Arrays.stream(producer.substring(colon + 2).split(",", -1))
                .map(Integer::valueOf)
                .toList());
      }
    }
    return received;
  }

  private static void assertComplete(
      List<Map<Integer, List<Integer>>> received, int writers, int count) {
    for (int writer = 0; writer < writers; writer++) {
      boolean[] seen = new boolean[count];
      for (Map<Integer, List<Integer>> reader : received) {
        int last = -1;
        for (int number : reader.getOrDefault(writer, List.of())) {
          assertThat(number).as("the order of writer " + writer).isGreaterThan(last);
          assertThat(seen[number]).as("twice: " + number + " of writer " + writer).isFalse();
          seen[number] = true;
          last = number;
        }
      }
      for (int number = 0; number < count; number++) {
        assertThat(seen[number]).as("lost: " + number + " of writer " + writer).isTrue();
      }
    }
  }
}
