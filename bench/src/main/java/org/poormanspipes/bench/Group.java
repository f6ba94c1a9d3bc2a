package org.poormanspipes.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.bench.transport.Transports;
import org.poormanspipes.bench.worker.Figures;
import org.poormanspipes.bench.worker.Order;

/// All transports of one workload and one size, which take turns.
///
/// @param workload what is measured
/// @param size bytes of a message
/// @param transports who takes part
record Group(Workload workload, int size, List<String> transports) {
  private static final int WARM_TURNS = 3;
  private static final double DISTURBED = 0.02;
  private static final List<String> PERCENTILES =
      List.of("p50.0", "p90.0", "p99.0", "p99.9", "p99.99", "p100.0");

  /// Everything that was asked for.
  static List<Group> of(Settings settings) {
    List<Group> groups = new ArrayList<>();
    for (Workload workload : settings.workloads()) {
      List<Integer> sizes = new ArrayList<>(settings.sizes());
      if (sizes.isEmpty()) {
        sizes.addAll(workload.sizes());
        if (settings.quick()) {
          sizes.removeIf(size -> size != 32 && (workload != Workload.ONE_WAY || size == 288));
        }
      }
      for (int size : sizes) {
        List<String> transports = new ArrayList<>();
        if (workload == Workload.ONE_WAY && asked(settings, Session.COPY)) {
          transports.add(Session.COPY);
        }
        for (Transports.Entry entry : Transports.with(workload.ability())) {
          if (asked(settings, entry.name())) {
            transports.add(entry.name());
          }
        }
        if (!transports.isEmpty()) {
          groups.add(new Group(workload, size, transports));
        }
      }
    }
    return groups;
  }

  private static boolean asked(Settings settings, String transport) {
    return settings.transports().isEmpty() || settings.transports().contains(transport);
  }

  /// Runs everything, and tells on the way.
  List<Result> run(Settings settings) throws IOException {
    Map<String, Result> results = new LinkedHashMap<>();
    transports.forEach(name -> results.put(name, new Result(workload, size, name)));
    for (int fork = 0; fork < settings.forks(); fork++) {
      fork(settings, results, new Random(fork));
    }
    return List.copyOf(results.values());
  }

  private void fork(Settings settings, Map<String, Result> results, Random random)
      throws IOException {
    Map<String, Session> sessions = new LinkedHashMap<>();
    try {
      for (String name : transports) {
        attempt(
            sessions,
            results,
            name,
            () -> {
              Session session = Session.start(settings, workload, size, name);
              sessions.put(name, session);
              for (int i = 0; i < WARM_TURNS; i++) {
                session.turn(order(settings, Order.Kind.WARM));
              }
            });
      }
      for (int round = 0; round < settings.rounds(); round++) {
        List<String> names = new ArrayList<>(sessions.keySet());
        // In another order each time, so that nobody always comes behind the same.
        Collections.shuffle(names, random);
        for (String name : names) {
          Session session = known(sessions.get(name));
          attempt(
              sessions, results, name, () -> measure(settings, session, known(results.get(name))));
        }
      }
    } finally {
      for (Session session : sessions.values()) {
        session.close();
      }
    }
  }

  /// A transport that fails is out, and the others go on.
  private static void attempt(
      Map<String, Session> sessions, Map<String, Result> results, String name, Step step)
      throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      known(results.get(name)).fail(String.valueOf(e.getMessage()));
      Session session = sessions.remove(name);
      if (session != null) {
        session.kill();
      }
    }
  }

  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void measure(Settings settings, Session session, Result result) throws IOException {
    if (!workload.isTrip()) {
      Turn turn = undisturbed(settings, session);
      result.detail("disturbed", turn.disturbance(settings.millis()));
      double millions = turn.millionsEachSecond();
      result.add(millions);
      result.detail("GB/s", millions * size / 1000);
      result.detail("B/msg", turn.allocatedEach());
      return;
    }
    Turn plain = undisturbed(settings, session);
    result.detail("disturbed", plain.disturbance(settings.millis()));
    result.add(plain.trip().real("rt"));
    result.detail("mean", plain.trip().real("mean"));
    result.detail("slept", plain.sleptShare());
    result.detail("B/msg", plain.allocatedEach());
    percentiles(result, session.turn(order(settings, Order.Kind.EACH)).trip(), "");
    if (workload == Workload.ROUND_TRIP) {
      percentiles(result, session.turn(order(settings, Order.Kind.RATE)).trip(), "rate-");
    }
  }

  /// A turn in which somebody else had a bound thread's processor for too long is repeated, a few
  /// times; the one that was disturbed least counts.
  private Turn undisturbed(Settings settings, Session session) throws IOException {
    Order order = order(settings, Order.Kind.PLAIN);
    Turn best = session.turn(order);
    boolean bound = workload.writers() + workload.readers() <= settings.cpus().size();
    for (int again = 0; bound && again < settings.repeats(); again++) {
      if (best.disturbance(settings.millis()) <= DISTURBED) {
        break;
      }
      Turn next = session.turn(order);
      if (next.disturbance(settings.millis()) < best.disturbance(settings.millis())) {
        best = next;
      }
    }
    return best;
  }

  /// Those of all rounds of the processes up to now: the last ones count.
  private static void percentiles(Result result, Figures figures, String prefix) {
    for (String percentile : PERCENTILES) {
      result.detailLast(prefix + percentile, figures.real(percentile));
    }
  }

  private static Order order(Settings settings, Order.Kind kind) {
    return new Order(kind, settings.millis(), settings.rate());
  }
}
