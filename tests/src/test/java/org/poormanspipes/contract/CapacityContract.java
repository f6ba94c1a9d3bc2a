package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Changing the capacity of a pipe that is in use.
abstract class CapacityContract extends ContractTest {

  private static PipeOptions capacity(long bytes) {
    return PipeOptions.builder().capacity(bytes).build();
  }

  @EachFlavour
  void theContentMovesWhole(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "one");
      assertThat(device.set(NAME, capacity(4096)).number("capacity")).isEqualTo(4096);
      assertThat(writeNow(writer, "x".repeat(1000))).isEqualTo(1000);
      assertThat(readNow(reader, 3)).isEqualTo("'one'");
      assertThat(readNow(reader, 2000)).isEqualTo("'" + "x".repeat(1000) + "'");
      device.set(NAME, capacity(32));
      assertThat(writeNow(writer, "two")).isEqualTo(3);
      assertThat(readNow(reader, 100)).isEqualTo("'two'");
      if (flavour.keepsOldest()) {
        while (writeNow(writer, "x") == 1) {}
        String held = "x".repeat(32 / (int) flavour.charge(1));
        assertThat(String.join("", readAllNow(reader))).isEqualTo(held);
      }
    }
    if (!flavour.isPermanent()) {
      assertThat(names()).isEmpty();
      assertThat(backend.leftovers(DEVICE)).isEmpty();
    }
  }

  @EachFlavour
  void aCapacityThatWouldNotHoldTheContentIsRefusedWithTheNumbers(Flavour flavour)
      throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 4096);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "x".repeat(800));
      DeviceException refused = refusal(Kind.IN_USE, () -> device.set(NAME, capacity(64)));
      assertThat(refused.getMessage()).contains("capacity=64");
      if (backend.explains()) {
        assertThat(refused.getMessage()).contains(String.valueOf(flavour.charge(800)));
      }
      assertThat(device.stat(NAME).number("capacity")).isEqualTo(4096);
      assertThat(readNow(reader, 1000)).isEqualTo("'" + "x".repeat(800) + "'");
      assertThat(device.set(NAME, capacity(64)).number("capacity")).isEqualTo(64);
    }
  }

  @EachFlavour
  void aRefusedChangeChangesNothing(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 4096);
        PipeChannel _ = reader(NAME)) {
      writeNow(writer, "x".repeat(800));
      var before = device.stat(NAME).asMap();
      for (WhenFull policy : WhenFull.values()) {
        PipeOptions both = PipeOptions.builder().capacity(64).whenFull(policy).build();
        refusal(Kind.IN_USE, () -> device.set(NAME, both));
        assertThat(device.stat(NAME).asMap()).isEqualTo(before);
      }
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void aBroadcastThatShrinksKeepsTheNewestForThoseWhoComeLater(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 1024)) {
      for (int number = 0; number < 40; number++) {
        writeNow(writer, String.format("%08d", number));
      }
      device.set(NAME, capacity(64));
      assertThat(writer.stat().number("used")).isEqualTo(64);
      try (PipeChannel late = lateReader()) {
        List<String> kept = readAllNow(late);
        StringBuilder expected = new StringBuilder();
        for (int number = 40 - 64 / (int) flavour.charge(8); number < 40; number++) {
          expected.append(String.format("%08d", number));
        }
        assertThat(String.join("", kept)).isEqualTo(expected.toString());
      }
    }
  }

  @EachFlavour
  void aChangeToTheSmallestCapacityAndBackIsLikeAnyOther(Flavour flavour) throws IOException {
    int smallest = flavour.smallestCapacity();
    String text = "x".repeat(flavour.largestWrite(smallest));
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000);
        PipeChannel reader = reader(NAME)) {
      for (int round = 0; round < 20; round++) {
        writeNow(writer, text);
        device.set(NAME, capacity(smallest));
        assertThat(readNow(reader, 20)).isEqualTo("'" + text + "'");
        assertThat(writeNow(writer, text)).isEqualTo(text.length());
        device.set(NAME, capacity(1000 + round));
        assertThat(writeNow(writer, text)).isEqualTo(text.length());
        assertThat(readNow(reader, text.length())).isEqualTo("'" + text + "'");
        assertThat(readNow(reader, text.length())).isEqualTo("'" + text + "'");
        assertThat(readNow(reader, 20)).isEqualTo("EMPTY");
      }
    }
  }

  @EachFlavour(type = PipeType.MESSAGE, whenFull = WhenFull.BLOCK)
  void aMessageThatWaitsForRoomLearnsThatItCanNeverFit(Flavour flavour) throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        PipeChannel writer = open(Access.WRITE, flavour, 256);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "x".repeat(100));
      writeNow(writer, "x".repeat(100));
      Future<Integer> waits = threads.submit(() -> writer.write(data("y".repeat(200))));
      awaitSleeper(NAME);
      // Not enough for the one that waits, and enough for the smaller capacity.
      readNow(reader, 100);
      device.set(NAME, capacity(128));
      assertThat(waits).failsWithin(Duration.ofSeconds(30));
    }
  }
}
