package org.poormanspipes.stop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.poormanspipes.stop.Content.Seen;
import org.poormanspipes.testing.Eventually;

/// A device with the processes of one death: the victim, survivors in this JVM with the ordinary
/// library, and a second pipe that has nothing to do with it.
final class World implements AutoCloseable {
  static final String DEVICE = "Example";
  static final String OTHER = "Other";
  static final int IN_OTHER = 3;

  private final Path root;
  private final Scenario scenario;
  private final Contact contact;
  private final Victim victim;
  private final Party survivor = new Library();
  private final List<Step> steps = new ArrayList<>();
  private final Step survivors = step("survivor");
  private final List<String> kept = new ArrayList<>();
  private final VictimLoader loader;
  private Victim second;
  private Future<Seen> sleeper;

  World(Path root, Scenario scenario, Contact contact, VictimLoader loader) throws Exception {
    this.root = root;
    this.scenario = scenario;
    this.contact = contact;
    this.loader = loader;
    this.victim = new Victim(loader);
  }

  private Step step(String name) {
    Step made = new Step(new ThreadGroup(name));
    steps.add(made);
    return made;
  }

  Path root() {
    return root;
  }

  Contact contact() {
    return contact;
  }

  Scenario scenario() {
    return scenario;
  }

  Victim victim() {
    return victim;
  }

  Party survivor() {
    return survivor;
  }

  /// Makes the device and the other pipe, and brings everybody there.
  void begin() throws Exception {
    survivor.home(root, DEVICE);
    victim.run("its home", party -> party.home(root, DEVICE));
    if (scenario.needsDevice()) {
      prepareOther();
      victim.run("attaching", Party::attach);
    }
  }

  /// Makes the device, unless it is there, and the other pipe.
  void prepareOther() throws Exception {
    survive(
        "preparing the other pipe",
        party -> {
          party.attach();
          makeOther(party);
        });
  }

  private static void makeOther(Party party) throws Exception {
    party.open("other", OTHER, "WRITE", "CREATE", Map.of("type", "message", "capacity", "160"));
    for (int number = 0; number < IN_OTHER; number++) {
      party.write("other", Content.message(Content.SURVIVOR, number), 0);
    }
    party.close("other");
  }

  /// The device was removed, or half of it: the survivors attach again, and make what is missing.
  void comeAgain() throws Exception {
    survive(
        "coming again",
        party -> {
          party.detach();
          party.attach();
          if (party.ask("list").stream().noneMatch(pipe -> OTHER.equals(pipe.get("name")))) {
            makeOther(party);
          }
        });
  }

  /// Another victim comes, with a handle `x` if it needs one.
  Victim second(Recovery recovery) throws Exception {
    Victim made = new Victim(loader);
    second = made;
    made.run("its home", party -> party.home(root, DEVICE));
    made.run("attaching", Party::attach);
    if (recovery.held()) {
      made.run("opening", party -> open(party, "x", "WRITE"));
    }
    return made;
  }

  /// The survivors open their handles, if they have some before the death. Before anything is
  /// written, so that readers of a broadcast see all of it.
  void openHeld() throws Exception {
    if (contact.held()) {
      survivors.run(
          "opening before the death",
          () -> {
            survivor.open("w", Pipe.NAME, "WRITE", "OPEN_OR_CREATE", scenario.pipe().options());
            survivor.open("r", Pipe.NAME, "READ", "OPEN_OR_CREATE", scenario.pipe().options());
            return null;
          });
    }
  }

  /// The survivors open handles that only look, and keep them until the end.
  void openMany(int count) throws Exception {
    survive(
        "opening many",
        party -> {
          for (int i = 0; i < count; i++) {
            kept.add("kept" + i);
            open(party, "kept" + i, "ATTRIBUTES");
          }
        });
  }

  /// How many handles [#openMany] keeps.
  int held() {
    return kept.size();
  }

  void closeHeld() throws Exception {
    for (String handle : kept) {
      survivor.close(handle);
    }
  }

  /// The victim opens a handle `h`.
  void openVictim(String access) throws Exception {
    victim.run("opening", party -> open(party, "h", access));
  }

  /// The victim opens a handle `h` that nobody may write beside.
  void openSoleWriter() throws Exception {
    Map<String, String> options = new HashMap<>(scenario.pipe().options());
    options.put("exclusive-writer", "true");
    victim.run("opening", party -> party.open("h", Pipe.NAME, "WRITE", "OPEN_OR_CREATE", options));
  }

  void open(Party party, String handle, String access) throws Exception {
    party.open(handle, Pipe.NAME, access, "OPEN_OR_CREATE", scenario.pipe().options());
  }

  /// The victim writes the first so many messages, through a handle of its own that it closes.
  void fill(int count) throws Exception {
    fill(0, count);
  }

  /// The victim writes messages from one number to before another.
  void fill(int from, int to) throws Exception {
    victim.run(
        "filling",
        party -> {
          open(party, "filler", "WRITE");
          for (int number = from; number < to; number++) {
            int written = party.write("filler", Content.message(Content.FIRST, number), 0);
            if (written != Content.LENGTH) {
              throw new AssertionError("filling: #" + number + " was answered by " + written);
            }
          }
          party.close("filler");
        });
  }

  /// Whoever reads takes the first so many: of a broadcast each of the readers.
  void take(int count) throws Exception {
    if (count == 0) {
      return;
    }
    if (contact.held()) {
      survivors.run(
          "reading before the death",
          () -> {
            for (int number = 0; number < count; number++) {
              survivor.read("r", Content.LENGTH, 0);
            }
            return null;
          });
    } else {
      victim.run(
          "reading before the death",
          party -> {
            party.open("taker", Pipe.NAME, "READ", "OPEN", Map.of("from", "oldest"));
            for (int number = 0; number < count; number++) {
              party.read("taker", Content.LENGTH, 0);
            }
            party.close("taker");
          });
    }
  }

  /// A step of the survivors.
  void survive(String what, Victim.Task task) throws Exception {
    survivors.run(
        what,
        () -> {
          task.run(survivor);
          return null;
        });
  }

  /// Another process does something, once the victim sleeps, unless it dies before.
  Future<Void> meanwhile(Victim.Task task) {
    return step("meanwhile")
        .start(() -> {
          Party other = new Library();
          other.home(root, DEVICE);
          other.attach();
          while (!victim.isDone()) {
            if (waits(other)) {
              task.run(other);
              break;
            }
          }
          other.detach();
          return null;
        });
  }

  /// A reader falls asleep, if that is how survivors come, and reads to the end.
  void sleep() throws Exception {
    if (contact == Contact.SLEEPING) {
      Step asleep = step("sleeper");
      sleeper = asleep.start(() -> Reading.toTheEnd(survivor, "r", scenario.pipe()));
      survive("waiting for the sleeper", party -> Eventually.holds("it sleeps", this::waits));
    }
  }

  private boolean waits() throws Exception {
    return waits(survivor);
  }

  private static boolean waits(Party party) throws Exception {
    for (Map<String, Object> handle : party.ask("handles")) {
      if (!"none".equals(handle.get("waiting"))) {
        return true;
      }
    }
    return false;
  }

  Seen awaitSleeper() throws Exception {
    return steps.getLast().await("the sleeper", sleeper);
  }

  @Override
  public void close() throws Exception {
    victim.close();
    if (second != null) {
      second.close();
    }
    steps.forEach(Step::end);
  }
}
