package org.poormanspipes.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.crash.Evidence.Span;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Disposition;

/// One pipe with many writers and readers in many processes, most of which are killed at random
/// moments; then everything is accounted for.
final class Round {
  /// How many are killed, one of them at a chosen moment.
  static final int VICTIMS = 10;

  private static final int WRITERS = 5;
  private static final int READERS = 3;
  private static final int FIRST_VICTIM = 10;
  private static final int RAW = 8;

  private final Site site;
  private final Combination kind;
  private final Random random;
  private final Shape shape;
  private final List<Hand> writers = new ArrayList<>();
  private final List<Hand> readers = new ArrayList<>();
  private final List<Hand> victims = new ArrayList<>();
  private int hits;

  Round(Site site, Combination kind, Random random, int number) {
    this.site = site;
    this.kind = kind;
    this.random = random;
    this.shape = Shape.random(kind, "R" + number, random);
  }

  Figures.Row run() throws Exception {
    Evidence evidence;
    Killer killer;
    long bytes;
    long recovered;
    try (PipeChannel pipe = Patiently.open(this::create);
        OwnReader last = kind.overwrites() ? ownReader(Span.LAST) : null;
        OwnReader own = ownReader(Span.WHOLE);
        PipeProbe probe = new PipeProbe(site.place().root(), site.device(), shape.pipe())) {
      OwnWriter writer = new OwnWriter(pipe, shape.shortest());
      killer = new Killer(probe, writer, random);
      own.start();
      beginReading();
      killWriter(killer, own);
      beginAll();
      killAll(killer);
      stopReaders(own);
      stopWriters();
      bytes = pipe.stat().number("bytes-in");
      pipe.close();
      evidence = collect(writer, own, last);
      recovered = probe.abandoned();
    }
    Leftovers.require(site, shape.pipe(), kind);
    Evidence.Account account =
        kind.broadcast()
            ? new BroadcastAccount(evidence).settle()
            : new QueueAccount(evidence).settle();
    return new Figures.Row(VICTIMS, hits, recovered, account.units(), bytes, account.gone())
        .with(killer.recovery());
  }

  private PipeChannel create() throws IOException {
    return site.device()
        .open(shape.pipe(), Access.WRITE, kind.options(shape.capacity()), Disposition.CREATE);
  }

  private OwnReader ownReader(Span span) throws IOException {
    return new OwnReader(site, shape.reader(Task.Role.READ, site.newCell(), 0, random), span);
  }

  /// Survivors first: they see the whole round.
  private void beginReading() throws Exception {
    for (WorkerProcess survivor : site.survivors()) {
      readers.add(read(survivor, Task.Role.READ, 20));
    }
    Site.await(
        "the surviving readers are at work",
        readers,
        () -> readers.stream().allMatch(Hand::atWork));
  }

  /// One writer, alone, is killed where it hurts: in the mutex, and if it writes messages, between
  /// the commit and the store of the tail. What it committed is read before it dies.
  private void killWriter(Killer killer, OwnReader own) throws Exception {
    WorkerProcess process = site.crew().takeInterpreted();
    Hand victim = write(process, FIRST_VICTIM, -1);
    victims.add(victim);
    awaitWork(List.of(victim));
    if (killer.aim(victim, kind.messages())) {
      hits++;
      killer.letRead(own::looks);
    }
    killer.kill(process);
    bury(process);
  }

  private void beginAll() throws Exception {
    for (WorkerProcess survivor : site.survivors()) {
      writers.add(write(survivor, 2 + writers.size(), 20));
    }
    for (int i = 1; i < VICTIMS; i++) {
      addVictim(i, site.crew().take());
    }
  }

  private void addVictim(int number, WorkerProcess process) throws IOException {
    Task.Role reads = random.nextBoolean() ? Task.Role.READ : Task.Role.READ_OLDEST;
    if (number < WRITERS) {
      victims.add(write(process, FIRST_VICTIM + number, -1));
    } else if (number < WRITERS + READERS) {
      victims.add(read(process, reads, -1));
    } else if (number < VICTIMS - 1) {
      victims.add(write(process, FIRST_VICTIM + number, -1));
      victims.add(read(process, reads, -1));
    } else {
      victims.add(Hand.give(process, shape.opener(site.newCell(), random), site));
    }
  }

  private Hand write(WorkerProcess process, int producer, int patience) throws IOException {
    Task task = shape.writer(site.newCell(), producer, patience, random);
    return Hand.give(process, task, site);
  }

  private Hand read(WorkerProcess process, Task.Role role, int patience) throws IOException {
    return Hand.give(process, shape.reader(role, site.newCell(), patience, random), site);
  }

  /// Some at once, perhaps while they open; the others in the middle of their work.
  private void killAll(Killer killer) throws Exception {
    Map<WorkerProcess, List<Hand>> hands = new LinkedHashMap<>();
    for (Hand hand : victims.subList(1, victims.size())) {
      hands.computeIfAbsent(hand.process(), _ -> new ArrayList<>()).add(hand);
    }
    List<WorkerProcess> order = new ArrayList<>(hands.keySet());
    Collections.shuffle(order, random);
    for (WorkerProcess victim : order) {
      if (random.nextInt(RAW) > 0) {
        awaitWork(hands.get(victim));
      }
      killer.delay();
      killer.kill(victim);
    }
    for (WorkerProcess victim : order) {
      bury(victim);
    }
  }

  private void bury(WorkerProcess victim) throws Exception {
    victim.bury();
    site.crew().forget(victim);
  }

  private static void awaitWork(List<Hand> hands) {
    Site.await("a victim is at work", hands, () -> hands.stream().allMatch(Hand::atWork));
  }

  /// Where the oldest is dropped, what is left must be the newest: the writers fill the pipe while
  /// nobody reads.
  private void stopReaders(OwnReader own) throws Exception {
    if (!kind.overwrites()) {
      return;
    }
    own.stop();
    readers.forEach(reader -> reader.cell().stop());
    Site.await(
        "the surviving readers stop", readers, () -> readers.stream().allMatch(Hand::isDone));
    writers.forEach(writer -> writer.cell().lift());
    long before = acked();
    long enough = 2L * shape.capacity() / shape.shortest() + 1;
    Site.await("the survivors fill the pipe", writers, () -> acked() - before > enough);
  }

  private long acked() {
    writers.forEach(Hand::atWork);
    return writers.stream().mapToLong(hand -> hand.cell().acked()).sum();
  }

  private void stopWriters() {
    writers.forEach(writer -> writer.cell().stop());
    Site.await(
        "the surviving writers stop", writers, () -> writers.stream().allMatch(Hand::isDone));
  }

  private Evidence collect(OwnWriter writer, OwnReader own, OwnReader last) throws Exception {
    List<Evidence.Reader> words = new ArrayList<>();
    if (last != null) {
      last.readAlone();
      SoakFailure.require(
          last.kept() > shape.capacity() - shape.largest(),
          "of capacity=" + shape.capacity() + " only " + last.kept() + " bytes were kept");
      words.add(last.word());
    }
    own.join();
    words.add(own.word());
    Site.await(
        "the surviving readers see the end",
        readers,
        () -> readers.stream().allMatch(Hand::isDone));
    for (Hand reader : readers) {
      words.add(reader.reader(kind.overwrites() ? Span.FIRST_PART : Span.WHOLE));
    }
    Map<Integer, Evidence.Writer> acked = new HashMap<>(Map.of(OwnWriter.PRODUCER, writer.word()));
    writers.forEach(hand -> acked.put(hand.task().producer(), hand.writer(false)));
    for (Hand victim : victims) {
      switch (victim.task().role()) {
        case WRITE -> acked.put(victim.task().producer(), victim.writer(true));
        case READ, READ_OLDEST -> words.add(victim.reader(Span.SOME_PART));
        case OPEN -> {
          // Moves nothing.
        }
      }
    }
    return new Evidence(kind, acked, words);
  }
}
