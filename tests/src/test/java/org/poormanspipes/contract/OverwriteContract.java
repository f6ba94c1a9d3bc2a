package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// Pipes that drop the oldest content when they are full: the newest stay, at least as much as the
/// capacity, and whole messages of it.
abstract class OverwriteContract extends ContractTest {

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.OVERWRITE)
  void theNewestBytesStayAsManyAsTheCapacity(Flavour flavour) throws IOException {
    for (int capacity : new int[] {1, 7, 17, 100, 1000}) {
      String name = NAME + capacity;
      try (PipeChannel writer = device.open(name, Access.WRITE, flavour.options(capacity))) {
        StringBuilder all = new StringBuilder();
        for (int round = 0; round < 300; round++) {
          String text = "<" + round + ">";
          all.append(text);
          assertThat(writeNow(writer, text)).isEqualTo(text.length());
          if (round % 37 == 0) {
            try (PipeChannel reader = device.open(name, Access.READ, FROM_OLDEST)) {
              String kept = String.join("", readAllNow(reader));
              assertThat(all.toString()).endsWith(kept);
              assertThat(kept.length()).isBetween(Math.min(all.length(), capacity), most(capacity));
            }
            if (!flavour.isBroadcast()) {
              all.setLength(0);
            }
          }
        }
      }
    }
  }

  /// What the guide says: it drops old content in strides.
  private static int most(int capacity) {
    return capacity + capacity / 16 + 22;
  }

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.OVERWRITE)
  void aWriteLargerThanThePipeKeepsItsLastBytes(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 10)) {
      String text = "abcdefghijklmnopqrstuvwxyz";
      assertThat(writeNow(writer, text)).isEqualTo(text.length());
      try (PipeChannel late = lateReader()) {
        String kept = String.join("", readAllNow(late));
        assertThat(text).endsWith(kept);
        assertThat(kept).endsWith("qrstuvwxyz");
      }
    }
  }

  @EachFlavour(type = PipeType.MESSAGE, whenFull = WhenFull.OVERWRITE)
  void theNewestMessagesStayWholeAsManyAsFit(Flavour flavour) throws IOException {
    for (int capacity : new int[] {16, 40, 160, 1000}) {
      String name = NAME + capacity;
      try (PipeChannel writer = device.open(name, Access.WRITE, flavour.options(capacity))) {
        List<String> written = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
          String text = (round + "-").repeat(1 + round % 7);
          text = text.substring(0, Math.min(text.length(), flavour.largestWrite(capacity)));
          written.add(text);
          assertThat(writeNow(writer, text)).isEqualTo(text.length());
        }
        try (PipeChannel late = device.open(name, Access.READ, FROM_OLDEST)) {
          List<String> kept = readAllNow(late);
          assertThat(kept).isEqualTo(written.subList(300 - kept.size(), 300));
          assertThat(kept.size())
              .isBetween(
                  fitting(flavour, written, capacity), fitting(flavour, written, most(capacity)));
        }
      }
    }
  }

  /// How many of the last fit into the capacity.
  private static int fitting(Flavour flavour, List<String> messages, int capacity) {
    long charged = 0;
    int count = 0;
    while (count < messages.size()) {
      charged += flavour.charge(messages.get(messages.size() - 1 - count).length());
      if (charged > capacity) {
        return count;
      }
      count++;
    }
    return count;
  }

  @EachFlavour(type = PipeType.MESSAGE, whenFull = WhenFull.OVERWRITE)
  void aMessageThatCanNeverFitDropsNothing(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 160);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "stays");
      refusal(Kind.TOO_LARGE, () -> writeNow(writer, "x".repeat(153)));
      assertThat(readNow(reader, 50)).isEqualTo("'stays'");
    }
  }

  @EachFlavour(delivery = Delivery.QUEUE, whenFull = WhenFull.OVERWRITE)
  void aReaderOfAQueueGoesOnAtTheOldestThatSurvivesAndIsToldNothing(Flavour flavour)
      throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel reader = reader(NAME)) {
      int written = 0;
      int last = -1;
      for (int round = 0; round < 30; round++) {
        for (int burst = 0; burst < round; burst++) {
          writeNow(writer, String.format("%08d", written++));
        }
        for (String read = readNow(reader, 8); !read.equals("EMPTY"); read = readNow(reader, 8)) {
          int number = Integer.parseInt(read.substring(1, 9));
          assertThat(number).isGreaterThan(last);
          assertThat(last == written - 1).isFalse();
          last = number;
        }
        assertThat(last).as("the newest is always there").isEqualTo(written - 1);
        assertThat(reader.lost()).isZero();
      }
    }
  }

  @EachFlavour(whenFull = WhenFull.OVERWRITE)
  void whatSeveralProcessesWroteLastIsWhatStays(Flavour flavour) throws IOException {
    int each = 200;
    try (PipeChannel writer = open(Access.WRITE, flavour, 4096)) {
      List<Peer> peers = List.of(helper(), helper());
      for (int number = 0; number < peers.size(); number++) {
        peers.get(number).ask("load", "write", NAME, number + "", "200", "20000");
      }
      for (Peer peer : peers) {
        assertThat(peer.ask("finish")).isEqualTo("20000");
      }
      // The last of all: together they take all of the capacity, so all of them stay.
      List<String> last = new ArrayList<>();
      for (int number = 0; last.size() * flavour.charge(each) + flavour.charge(each) <= 4096; ) {
        last.add(String.format("%0" + each + "d", number++));
        writeNow(writer, last.getLast());
      }
      try (PipeChannel late = lateReader()) {
        assertThat(String.join("", readAllNow(late))).endsWith(String.join("", last));
      }
    }
  }

  /// A writer that drops the oldest all the time does not keep a reader from ever having any: the
  /// oldest goes in strides, and a reader that loses again and again takes under the lock.
  @EachFlavour(whenFull = WhenFull.OVERWRITE)
  void aFloodDoesNotStarveAReader(Flavour flavour) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (PipeChannel writer = open(Access.WRITE, flavour, 1 << 16);
        PipeChannel reader = reader(NAME)) {
      Background<Long> flooding = Eventually.background(() -> flood(writer, enough));
      ByteBuffer buffer = ByteBuffer.allocate(1024);
      int taken = 0;
      int looks = 0;
      while (taken < 1000) {
        looks++;
        taken += reader.read(buffer.clear(), Timeout.of(Duration.ofSeconds(10))) > 0 ? 1 : 0;
      }
      enough.set(true);
      assertThat(flooding.result()).isPositive();
      // Of a broadcast each loss is one look more; more than one in a row would be a starvation.
      assertThat(looks).as("reads for 1000 that had something").isLessThan(3000);
    }
  }

  private static long flood(PipeChannel writer, AtomicBoolean enough) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(1000);
    long written = 0;
    while (!enough.get()) {
      written += writer.write(message.clear(), Timeout.FOREVER) > 0 ? 1 : 0;
    }
    return written;
  }
}
