package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;

/// More handles on one pipe than it was made for.
abstract class ManyHandlesContract extends ContractTest {

  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void manyHandlesOfOneProcessMeetInOnePipe(int count) throws IOException {
    String before = pool();
    List<PipeChannel> handles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      handles.add(device.open(NAME, Access.READ_WRITE));
    }
    for (int i = 0; i < count; i++) {
      writeNow(handles.get(i), "from " + i);
      assertThat(readNow(handles.get((i * 7 + 1) % count), 20)).isEqualTo("'from " + i + "'");
    }
    assertThat(device.handles(NAME)).hasSize(count);
    assertThat(device.stat(NAME).number("writers")).isEqualTo(count);
    assertThat(device.handles(NAME).stream().mapToLong(handle -> handle.number("slot")).distinct())
        .hasSize(count);
    for (PipeChannel handle : handles) {
      handle.close();
    }
    assertThat(names()).isEmpty();
    assertThat(pool()).isEqualTo(before);
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void manyHandlesOfSeveralProcessesMeetInOnePipe(int count) throws IOException {
    String before = pool();
    int processes = 4;
    try (PipeChannel first = device.open(NAME, Access.READ_WRITE)) {
      List<Peer> peers = new ArrayList<>();
      try {
        for (int i = 0; i < processes; i++) {
          peers.add(peer());
        }
        peers.forEach(
            peer -> peer.tell("many", String.valueOf(count / processes), NAME, "READ_WRITE"));
        for (Peer peer : peers) {
          assertThat(peer.answer()).isEqualTo("ok");
          peer.open("rw", NAME, Access.READ_WRITE);
        }
        assertThat(device.handles(NAME)).hasSize(count + processes + 1);
        for (Peer peer : peers) {
          writeNow(first, "ping");
          assertThat(peer.read("rw", 8, "now")).isEqualTo("'ping'");
          peer.write("rw", new byte[] {'x'}, "now");
          assertThat(readNow(first, 8)).isEqualTo("'x'");
        }
      } finally {
        for (Peer peer : peers) {
          peer.close();
        }
      }
      assertThat(names()).containsExactly(NAME);
      assertThat(device.stat(NAME).number("handles")).isEqualTo(1);
      assertThat(device.handles(NAME)).hasSize(1);
    }
    assertThat(names()).isEmpty();
    assertThat(pool()).isEqualTo(before);
  }

  @Test
  void handlesThatWereOpenBeforeTheTableGrewGoOn() throws Exception {
    try (PipeChannel early = reader(NAME)) {
      Eventually.Background<String> reading = Eventually.background(() -> read(early, 8));
      awaitSleeper(NAME);
      List<PipeChannel> handles = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        handles.add(reader(NAME));
      }
      try (PipeChannel late = writer(NAME)) {
        writeNow(late, "x");
        Eventually.holds("one reader has it", () -> device.stat(NAME).number("used") == 0);
        assertThat(reading.result()).isEqualTo("'x'");
        assertThat(readNow(early, 8)).isEqualTo("EMPTY");
      }
      assertThat(read(early, 8)).isEqualTo("END");
      for (PipeChannel handle : handles) {
        assertThat(readNow(handle, 8)).isEqualTo("END");
        handle.close();
      }
    }
  }

  @Test
  void threadsThatOpenAndCloseOneNameAtTheSameTimeNeverFail() throws Exception {
    String before = pool();
    int threads = 8;
    CountDownLatch start = new CountDownLatch(threads);
    List<Eventually.Background<Integer>> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      running.add(
          Eventually.background(() -> {
            start.countDown();
            start.await();
            int opened = 0;
            for (int round = 0; round < 200; round++) {
              try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
                writeNow(pipe, "x");
                opened += readNow(pipe, 100).isEmpty() ? 0 : 1;
              }
            }
            return opened;
          }));
    }
    for (Eventually.Background<Integer> thread : running) {
      assertThat(thread.result()).isEqualTo(200);
    }
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      readNow(pipe, 1 << 16);
    }
    assertThat(names()).isEmpty();
    assertThat(pool()).isEqualTo(before);
  }
}
