package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poormanspipes.stop.Content.Held;

/// Writes that are stopped.
final class Writes {
  private static final int LONG = 10_000;

  private Writes() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String type : List.of("message", "byte")) {
      for (String delivery : List.of("queue", "broadcast")) {
        all.add(write("write", Pipe.of(type, "reject", delivery), 2, 0));
        all.add(overTheWrap(Pipe.of(type, "reject", delivery)));
        all.add(overwrite(Pipe.of(type, "overwrite", delivery)));
      }
      String capacity = type.equals("message") ? "160" : "144";
      all.add(full(Pipe.of(type, "reject", "queue").with("capacity", capacity)));
      all.add(write("write", Pipe.of(type, "block", "queue"), 2, 0));
      all.add(waiting(Pipe.of(type, "block", "queue")));
    }
    for (String delivery : List.of("queue", "broadcast")) {
      all.add(batch(Pipe.of("message", "reject", delivery)));
      all.add(claim(Pipe.of("message", "reject", delivery)));
      all.add(claim(Pipe.of("byte", "reject", delivery)));
      all.add(alone(write("write", Pipe.of("message", "reject", delivery), 2, 0)));
      all.add(alone(overwrite(Pipe.of("message", "overwrite", delivery))));
      all.add(alone(batch(Pipe.of("message", "block", delivery))));
      all.add(onOldFrames(Pipe.of("message", "reject", delivery)));
    }
    all.add(empty(Pipe.of("message", "reject", "queue")));
    all.add(empty(Pipe.of("message", "reject", "broadcast")));
    return all;
  }

  static Scenario write(String name, Pipe pipe, int before, int taken) {
    Held held = Held.all(before + 1).from(taken);
    return Scenario.of(name, pipe, 8)
        .prepared(world -> {
          world.openHeld();
          world.fill(before);
          world.take(taken);
          world.openVictim("WRITE");
        })
        .operating(party -> party.write("h", Content.message(Content.FIRST, before), 0))
        .holding(held.lastIsOpen(), held);
  }

  /// Three messages at once: all are there, or none is.
  private static Scenario batch(Pipe pipe) {
    byte[][] messages = new byte[3][];
    for (int number = 0; number < messages.length; number++) {
      messages[number] = Content.message(Content.FIRST, 1 + number);
    }
    Held held = Held.all(4);
    return write("write a batch", pipe, 1, 0)
        .named("write a batch", 10)
        .operating(party -> party.writeBatch("h", messages))
        .holding(held.lastAreOpen(3), held);
  }

  /// In place: what was filled and not committed is not there.
  private static Scenario claim(Pipe pipe) {
    Held held = Held.all(3);
    return write("write in place", pipe, 2, 0)
        .prepared(world -> {
          world.fill(2);
          world.openSoleWriter();
        })
        .operating(party -> party.claim("h", Content.message(Content.FIRST, 2)))
        .holding(held.lastIsOpen(), held)
        .meeting(Contact.FRESH, Contact.LISTED);
  }

  /// The same by a handle that has the pipe's lock without its word.
  private static Scenario alone(Scenario scenario) {
    Scenario.Preparation before = scenario.preparation();
    return scenario
        .named(scenario.name() + " alone", scenario.least())
        .prepared(world -> {
          before.prepare(world);
          world.victim().run("keeping it to itself", party -> party.keepToItself("h"));
        });
  }

  /// Into a pipe that is full for the second time round.
  static Scenario overwrite(Pipe pipe) {
    int before = 9;
    Held held = Held.all(before + 1).keeping(pipe.messages() ? 5 : 6);
    return write("overwrite", pipe, before, 0).holding(held.lastIsOpen(), held);
  }

  private static Scenario overTheWrap(Pipe pipe) {
    int before = pipe.messages() ? 5 : 7;
    Scenario scenario =
        write("write over the wrap", pipe, before, 4)
            .prepared(world -> {
              world.openHeld();
              world.fill(5);
              world.take(4);
              world.fill(5, before);
              world.openVictim("WRITE");
            });
    // A broadcast's reader that comes late would see old content too, and hold the writer back.
    return pipe.broadcast() ? scenario.meeting(Contact.HELD_WRITE, Contact.HELD_READ) : scenario;
  }

  /// In a ring that is a multiple of the frames: the next header lies where one of the last lap is.
  private static Scenario onOldFrames(Pipe pipe) {
    int before = 7;
    return write("write on old frames", pipe.with("capacity", "168"), before, 4)
        .prepared(world -> {
          world.openHeld();
          world.fill(5);
          world.take(4);
          world.fill(5, before);
          world.openVictim("WRITE");
        })
        .meeting(Contact.HELD_WRITE, Contact.HELD_READ);
  }

  private static Scenario empty(Pipe pipe) {
    Held held = Held.all(3).withEmpty(2);
    return write("write an empty message", pipe, 2, 0)
        .operating(party -> party.write("h", new byte[0], 0))
        .holding(held.lastIsOpen(), held);
  }

  private static Scenario full(Pipe pipe) {
    int before = pipe.messages() ? 5 : 6;
    return Scenario.of("write to a full pipe", pipe, 4)
        .prepared(world -> {
          world.openHeld();
          world.fill(before);
          world.openVictim("WRITE");
        })
        .operating(party -> party.write("h", Content.message(Content.FIRST, before), 0))
        .holding(Held.all(before), Held.all(before))
        .meeting(Contact.HELD_READ, Contact.FRESH);
  }

  /// Until another process makes room.
  private static Scenario waiting(Pipe pipe) {
    int before = pipe.messages() ? 5 : 6;
    Held held = Held.all(before + 1);
    return Scenario.of("write when there is room", pipe, 15)
        .prepared(world -> {
          world.openHeld();
          world.fill(before);
          world.openVictim("WRITE");
        })
        .operating(
            party -> party.write("h", Content.message(Content.FIRST, before), LONG),
            other -> {
              other.open("m", Pipe.NAME, "READ", "OPEN", Map.of());
              other.read("m", Content.LENGTH, 0);
              other.close("m");
            })
        .holding(new Held(0, 1, before, before + 1, -1, -1), held.from(1))
        .meeting(Contact.HELD_READ, Contact.FRESH);
  }
}
