package org.poormanspipes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.bench.transport.Link;
import org.poormanspipes.bench.transport.Transports;
import org.poormanspipes.bench.worker.Figures;
import org.poormanspipes.bench.worker.Order;
import org.poormanspipes.bench.worker.Task;
import org.poormanspipes.bench.worker.Task.Role;

/// The processes of one transport in one workload. They live as long as all transports take turns,
/// and cost nothing while others have theirs.
final class Session implements AutoCloseable {
  /// What the limit of a stream is called.
  static final String COPY = "copy";

  private final Workload workload;
  private final Path directory;
  private final List<Child> drivers = new ArrayList<>();
  private final List<Child> sources = new ArrayList<>();
  private final List<Child> sinks = new ArrayList<>();

  private Session(Workload workload, Path directory) {
    this.workload = workload;
    this.directory = directory;
  }

  /// Starts the processes, and waits until they have met.
  static Session start(Settings settings, Workload workload, int size, String transport)
      throws IOException {
    Path directory = Files.createDirectories(settings.directory());
    Session session = new Session(workload, Files.createTempDirectory(directory, transport + "-"));
    try {
      session.begin(settings, size, transport);
      return session;
    } catch (IOException | RuntimeException e) {
      session.kill();
      throw e;
    }
  }

  private void begin(Settings settings, int size, String transport) throws IOException {
    Link link =
        new Link(
            directory,
            "way",
            size,
            settings.capacityFor(size),
            workload.writers(),
            workload.readers());
    if (transport.equals(COPY)) {
      // Its name is only a name: the process opens no transport.
      add(settings, link, "cache-line", Role.COPIER, 1);
    } else if (workload.isTrip()) {
      driver(settings, link, transport);
      add(settings, link, transport, Role.PONG, 1);
      add(settings, link, transport, Role.PING, 1);
    } else {
      driver(settings, link, transport);
      add(settings, link, transport, Role.READER, workload.readers());
      add(settings, link, transport, Role.WRITER, workload.writers());
    }
    for (List<Child> children : List.of(drivers, sinks, sources)) {
      for (Child child : children) {
        child.awaitReady();
      }
    }
  }

  private void driver(Settings settings, Link link, String transport) throws IOException {
    if (Transports.of(transport).driver()) {
      add(settings, link, transport, Role.DRIVER, 1);
    }
  }

  private void add(Settings settings, Link link, String transport, Role role, int count)
      throws IOException {
    int processes = workload.writers() + workload.readers();
    boolean crowded = settings.cpus().size() < processes;
    List<Child> place =
        switch (role) {
          case DRIVER -> drivers;
          case PONG, READER -> sinks;
          case PING, WRITER, COPIER -> sources;
        };
    for (int index = 0; index < count; index++) {
      int used = sources.size() + sinks.size();
      boolean bound = !crowded && role != Role.DRIVER;
      Task task =
          new Task(
              role,
              transport,
              link,
              index,
              bound ? settings.cpus().get(used) : -1,
              crowded,
              workload == Workload.COMPETING,
              settings.whole());
      place.add(new Child(task, Transports.of(transport).jvm()));
    }
  }

  /// One turn.
  ///
  /// @return what the side that takes the time says, with `slept` of both sides; of a stream
  ///     `count` and `elapsed`
  Turn turn(Order order) throws IOException {
    drivers.forEach(driver -> driver.go(order));
    sinks.forEach(sink -> sink.go(order));
    sources.forEach(source -> source.go(order));
    List<Figures> sent = new ArrayList<>();
    for (Child source : sources) {
      sent.add(source.result(order));
    }
    sinks.forEach(Child::stop);
    List<Figures> received = new ArrayList<>();
    for (Child sink : sinks) {
      received.add(sink.result(order));
    }
    drivers.forEach(Child::stop);
    for (Child driver : drivers) {
      driver.result(order);
    }
    Turn turn = new Turn(sent, received);
    turn.check(workload);
    return turn;
  }

  @Override
  public void close() throws IOException {
    try {
      for (List<Child> children : List.of(sources, sinks, drivers)) {
        for (Child child : children) {
          child.close();
        }
      }
    } finally {
      Directories.delete(directory);
    }
  }

  /// Ends all at once, whatever they do.
  void kill() throws IOException {
    for (List<Child> children : List.of(sources, sinks, drivers)) {
      children.forEach(Child::kill);
    }
    Directories.delete(directory);
  }
}
