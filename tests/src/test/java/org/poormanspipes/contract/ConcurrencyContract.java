package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.LoadReader;
import org.poormanspipes.testing.LoadWriter;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Received;

/// Many writers and many readers of one pipe at once: every message and every byte is accounted
/// for, whole and in its writer's order. In a queue each comes exactly once over all readers, in a
/// broadcast once to each; where the pipe overwrites, none twice, and in a broadcast what is missing
/// is what the reader was told.
abstract class ConcurrencyContract extends ContractTest {
  private static final AtomicBoolean NEVER = new AtomicBoolean();

  private long count(Flavour flavour, int messages) {
    int enough = backend.enough(messages);
    return flavour.isMessage() ? enough : enough * 50L;
  }

  @EachFlavour
  void whatThreadsWriteAndReadIsAccountedForExactly(Flavour flavour) throws Exception {
    threads(flavour, 3, 3, 512, 100, count(flavour, 1500));
  }

  @EachFlavour(lifetime = Lifetime.DRAIN)
  void whatThreadsWriteAndReadThroughAVerySmallPipeIsAccountedForExactly(Flavour flavour)
      throws Exception {
    threads(
        flavour,
        2,
        2,
        flavour.isMessage() ? 32 : 3,
        flavour.isMessage() ? 24 : 5,
        backend.enough(1000));
  }

  @EachFlavour(lifetime = Lifetime.DRAIN)
  void whatOneThreadWritesAndAnotherReadsIsAccountedForExactly(Flavour flavour) throws Exception {
    threads(flavour, 1, 1, 65_536, 500, count(flavour, 20_000));
  }

  private void threads(
      Flavour flavour, int writers, int readers, int capacity, int longest, long count)
      throws Exception {
    List<Background<Received>> reading = new ArrayList<>();
    List<Background<Long>> writing = new ArrayList<>();
    try (PipeChannel keeper = open(Access.WRITE, flavour, capacity)) {
      for (int reader = 0; reader < readers; reader++) {
        PipeChannel source = reader(NAME);
        reading.add(
            Eventually.background(() -> {
              try (source) {
                return LoadReader.read(source);
              }
            }));
      }
      for (int writer = 0; writer < writers; writer++) {
        int number = writer;
        writing.add(
            Eventually.background(() -> {
              try (PipeChannel target = writer(NAME)) {
                return new LoadWriter(target, number, longest).write(count, NEVER);
              }
            }));
      }
      for (Background<Long> writer : writing) {
        assertThat(writer.result()).isEqualTo(count);
      }
      assertThat(keeper.isOpen()).isTrue();
    }
    List<Received> received = new ArrayList<>();
    for (Background<Received> reader : reading) {
      received.add(reader.result());
    }
    new LoadCheck(flavour, Collections.nCopies(writers, count), received).assertAccounted();
  }

  @EachFlavour
  void whatProcessesWriteAndReadIsAccountedForExactly(Flavour flavour) throws IOException {
    long count = count(flavour, 1500);
    List<Peer> writers = List.of(helper(), helper());
    List<Peer> readers = List.of(helper(), helper());
    try (PipeChannel keeper = open(Access.WRITE, flavour, 2048)) {
      for (Peer reader : readers) {
        assertThat(reader.ask("load", "read", NAME, "newest")).isEqualTo("ok");
      }
      for (int number = 0; number < writers.size(); number++) {
        assertThat(writers.get(number).ask("load", "write", NAME, number + "", "300", count + ""))
            .isEqualTo("ok");
      }
      for (Peer writer : writers) {
        assertThat(writer.ask("finish")).isEqualTo(String.valueOf(count));
      }
      assertThat(keeper.stat().number("bytes-in")).isPositive();
    }
    List<Received> received = new ArrayList<>();
    for (Peer reader : readers) {
      received.add(Received.parse(reader.ask("finish")));
    }
    new LoadCheck(flavour, List.of(count, count), received).assertAccounted();
    if (!flavour.isPermanent()) {
      assertThat(names()).isEmpty();
      assertThat(backend.leftovers(DEVICE)).isEmpty();
    }
  }

  @EachFlavour(lifetime = Lifetime.DRAIN)
  void threadsMayShareOneHandle(Flavour flavour) throws Exception {
    int threads = 3;
    long count = count(flavour, 700);
    try (PipeChannel writer = open(Access.WRITE, flavour, 2048);
        PipeChannel reader = reader(NAME)) {
      List<Background<Long>> writing = new ArrayList<>();
      List<Background<Received>> reading = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        LoadWriter load = new LoadWriter(writer, thread, 60);
        writing.add(Eventually.background(() -> load.write(count, NEVER)));
        reading.add(Eventually.background(() -> LoadReader.readShared(reader)));
      }
      for (Background<Long> thread : writing) {
        assertThat(thread.result()).isEqualTo(count);
      }
      writer.close();
      List<Received> received = new ArrayList<>();
      for (Background<Received> thread : reading) {
        received.add(thread.result());
      }
      // Threads of one handle share what it gets, of a broadcast as of a queue.
      if (flavour.keepsOldest()) {
        LoadCheck check = new LoadCheck(flavour, Collections.nCopies(threads, count), received);
        check.assertSharedExactly();
      }
    }
  }
}
