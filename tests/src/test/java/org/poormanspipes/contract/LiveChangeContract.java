package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.LoadWriter;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Received;
import org.poormanspipes.testing.Seed;

/// Somebody changes capacity, full policy and lifetime all the time, while two processes write as
/// fast as they can and two read: everything is accounted for.
abstract class LiveChangeContract extends ContractTest {
  private static final int CHANGES = 300;
  private static final int LONGEST = 300;

  /// What is written last, by this process; it fits into the last capacity.
  private static final int LAST_WRITER = 2;

  private static final int LAST_CAPACITY = 16 << 10;
  private static final int LAST_MESSAGES = 30;
  private static final int LAST_BYTES = 8000;

  private static final List<WhenFull> KEEPING = List.of(WhenFull.BLOCK, WhenFull.REJECT);

  private static final List<Lifetime> LIFETIMES = List.of(Lifetime.values());

  private final List<Peer> readers = new ArrayList<>();
  private final List<Peer> writers = new ArrayList<>();
  private long seen;

  @EachFlavour(whenFull = WhenFull.BLOCK, lifetime = Lifetime.DRAIN)
  void threeHundredChangesUnderFourProcessesLoseNothing(Flavour flavour) throws Exception {
    run(flavour, KEEPING).assertAccounted();
  }

  @EachFlavour(whenFull = WhenFull.OVERWRITE, lifetime = Lifetime.DRAIN)
  void threeHundredChangesWithOverwritingAmongThemLoseOnlyTheOldestAndABroadcastSaysHowMuch(
      Flavour flavour) throws Exception {
    run(flavour, List.of(WhenFull.values())).assertAccounted();
  }

  private LoadCheck run(Flavour flavour, List<WhenFull> policies) throws Exception {
    Random random = Seed.of("changes under load, " + flavour).random(0);
    long last = flavour.isMessage() ? LAST_MESSAGES : LAST_BYTES;
    List<Long> written = new ArrayList<>();
    try (PipeChannel keeper = open(Access.WRITE, flavour, 8192)) {
      startLoad();
      for (int change = 0; change < backend.enough(CHANGES); ) {
        awaitProgress(keeper);
        change += change(keeper, random, policies) ? 1 : 0;
      }
      for (Peer writer : writers) {
        written.add(Long.valueOf(writer.ask("finish")));
      }
      assertThat(written).allMatch(count -> count > 0);
      Eventually.holds("the last capacity is taken", () -> set(keeper, lastProperties(policies)));
      written.add(new LoadWriter(keeper, LAST_WRITER, LONGEST).write(last, new AtomicBoolean()));
    }
    List<Received> received = new ArrayList<>();
    for (Peer reader : readers) {
      received.add(Received.parse(reader.ask("finish")));
    }
    assertTheLastCame(flavour, received, last);
    assertThat(names()).isEmpty();
    assertThat(backend.leftovers(DEVICE)).isEmpty();
    return new LoadCheck(flavour, written, received);
  }

  private void startLoad() throws IOException {
    for (int number = 0; number < 2; number++) {
      readers.add(helper());
      writers.add(helper());
      assertThat(readers.get(number).ask("load", "read", NAME, "newest")).isEqualTo("ok");
    }
    for (int number = 0; number < 2; number++) {
      Peer writer = writers.get(number);
      assertThat(writer.ask("load", "write", NAME, number + "", LONGEST + "", "-1"))
          .isEqualTo("ok");
    }
  }

  /// The load goes on between any two changes.
  private void awaitProgress(PipeChannel keeper) throws Exception {
    Eventually.holds("more was written", () -> keeper.stat().number("messages-in") > seen);
    seen = keeper.stat().number("messages-in");
  }

  /// A change of all three; false if what the pipe holds was too much for the new capacity.
  private static boolean change(PipeChannel keeper, Random random, List<WhenFull> policies)
      throws IOException {
    return set(
        keeper,
        PipeOptions.builder()
            .capacity(1024 + random.nextInt(16_384))
            .whenFull(policies.get(random.nextInt(policies.size())))
            .lifetime(LIFETIMES.get(random.nextInt(LIFETIMES.size())))
            .build());
  }

  private static PipeOptions lastProperties(List<WhenFull> policies) {
    return PipeOptions.builder()
        .capacity(LAST_CAPACITY)
        .whenFull(policies.getLast())
        .lifetime(Lifetime.DRAIN)
        .build();
  }

  private static boolean set(PipeChannel keeper, PipeOptions wanted) throws IOException {
    try {
      Attributes changed = keeper.set(wanted);
      wanted
          .attributes()
          .forEach((name, value) -> assertThat(changed.text(name)).as(name).isEqualTo(value));
      return true;
    } catch (DeviceException full) {
      assertThat(full.kind()).isEqualTo(Kind.IN_USE);
      return false;
    }
  }

  /// Only the oldest may be lost: what was written last is there, in a queue once, in a broadcast
  /// for each.
  private static void assertTheLastCame(Flavour flavour, List<Received> received, long last) {
    long all = 0;
    for (Received reader : received) {
      long came = reader.numbers(LAST_WRITER).cardinality();
      for (int value = LAST_WRITER * 64; value < (LAST_WRITER + 1) * 64; value++) {
        came += reader.count(value);
      }
      if (flavour.isBroadcast()) {
        assertThat(came).as("of what was written last").isEqualTo(last);
      }
      all += came;
    }
    assertThat(all).isEqualTo(flavour.isBroadcast() ? last * received.size() : last);
  }
}
