package org.poormanspipes.bench.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.poormanspipes.bench.nats.Worker;

/// A pipe on NATS servers, beside programs that do the same with the bare client. Each is a process
/// of its own; they take turns, in another order in each round.
final class NatsPart {
  private static final String OURS = "pipe";
  private static final String SAME = "same";
  private static final List<String> SIDES = List.of(OURS, SAME, "less");
  private static final double BAR = 0.8;
  private static final int FIGURES = 3;

  private final Place place;
  private final int servers;

  /// In the order of [#SIDES].
  private final List<Talk> talks = new ArrayList<>();

  private NatsPart(Place place, int servers) {
    this.place = place;
    this.servers = servers;
  }

  /// What is measured.
  ///
  /// @param what for people
  /// @param order for the worker
  /// @param call what the times are of
  private record Job(String what, String order, String call) {}

  /// A worker and the ends of the pipes to it.
  private record Talk(Writer to, BufferedReader from) {
    String say(String order) throws IOException {
      to.write(order + "\n");
      to.flush();
      String answer = from.readLine();
      if (answer == null) {
        throw new IOException("a worker ended at: " + order);
      }
      return answer;
    }
  }

  /// @param servers 1, or how many of a cluster, each with a copy of everything
  static List<Row> measure(Place place, int servers) throws IOException {
    return new NatsPart(place, servers).rows();
  }

  private List<Row> rows() throws IOException {
    String addresses = Servers.start(place, servers);
    for (String side : SIDES) {
      Process worker =
          place.start(place.jvm(Worker.class, side, addresses, Integer.toString(servers)));
      Talk talk = new Talk(worker.outputWriter(StandardCharsets.UTF_8), worker.inputReader());
      talks.add(talk);
      String ready = talk.from().readLine();
      if (!"ready".equals(ready)) {
        throw new IOException("a worker did not start: " + side);
      }
    }
    List<Row> rows = new ArrayList<>();
    // A cluster takes several times as long for each.
    int much = servers == 1 ? 4 : 1;
    for (Job job : jobs(place.quick() ? much : 2 * much)) {
      place.say("NATS, servers: " + servers + ", " + job.what());
      rows.addAll(rows(job));
    }
    return rows;
  }

  /// Of 4 KiB so much that the server's first block of 8 MiB is only a part: see performance.md.
  private static List<Job> jobs(int much) {
    return List.of(
        new Job("write, 64 B", "write 64 " + 250 * much, "a write"),
        new Job("write, 4 KiB", "write 4096 " + 1000 * much, "a write"),
        new Job("64 writes at once, 64 B", "batch 64 " + 2048 * much + " 64", "all 64"),
        new Job("512 writes at once, 64 B", "batch 64 " + 2048 * much + " 512", "all 512"),
        new Job("64 writes at once, 4 KiB", "batch 4096 " + 4096 * much + " 64", "all 64"),
        new Job("write to a reader that waits, 64 B", "hand 64 " + 40 * much, "a write and read"),
        new Job("write to a reader that waits, 4 KiB", "hand 4096 " + 40 * much, "write, read"),
        new Job("read what is ready, 64 B", "read 64 " + 250 * much, "a read"),
        new Job(
            "read up to 256 that are ready, 64 B", "poll 64 " + 2048 * much + " 256", "a call"));
  }

  private List<Row> rows(Job job) throws IOException {
    List<List<Samples>> found = new ArrayList<>();
    Random random = new Random(1);
    List<Integer> order = new ArrayList<>();
    for (String side : SIDES) {
      String name = side.equals(OURS) ? OURS : "jnats, " + side;
      List<Samples> samples = new ArrayList<>();
      for (int figure = 0; figure < FIGURES; figure++) {
        samples.add(new Samples(name));
      }
      order.add(found.size());
      found.add(samples);
    }
    // The first two are to warm up.
    for (int round = -2; round < (place.quick() ? 7 : 15); round++) {
      // In another order each time, so that nobody always comes behind the same.
      Collections.shuffle(order, random);
      for (int side : order) {
        String[] figures = talks.get(side).say(job.order()).split(" ", -1);
        for (int figure = 0; round >= 0 && figure < FIGURES; figure++) {
          found.get(side).get(figure).add(Double.parseDouble(figures[figure]));
        }
      }
    }
    return rows(job, found);
  }

  private List<Row> rows(Job job, List<List<Samples>> found) {
    List<Row> rows = new ArrayList<>();
    List<Samples> ours = found.get(SIDES.indexOf(OURS));
    List<Samples> same = found.get(SIDES.indexOf(SAME));
    String name = (servers == 1 ? "" : servers + " servers: ") + job.what();
    for (String side : SIDES.subList(1, SIDES.size())) {
      List<Samples> peer = found.get(SIDES.indexOf(side));
      Bar bar = side.equals(SAME) && servers == 1 ? Bar.ratioAtLeast(BAR) : null;
      rows.add(new Row(name, "msg/s", ours.get(0), peer.get(0), bar, ""));
    }
    rows.add(new Row(name + ", p50 of " + job.call(), "µs", ours.get(1), same.get(1), null, ""));
    rows.add(new Row(name + ", p99", "µs", ours.get(2), same.get(2), null, ""));
    return rows;
  }
}
