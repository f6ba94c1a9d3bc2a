package org.poormanspipes.stop;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.poormanspipes.stop.Content.Held;

/// An operation that is stopped at each of its effects, and what must be so afterwards. Each method
/// that says something of it makes another scenario.
final class Scenario {
  private String name;
  private final Pipe pipe;
  private int least;
  private boolean withoutDevice;
  private Preparation preparation = world -> {};
  private Operation operation = new Operation(party -> {}, null);
  private Preparation afterwards = world -> {};
  private Held stopped = Held.all(0);
  private Held done = Held.all(0);
  private Existence livesStopped = Existence.THERE;
  private Existence livesDone = Existence.THERE;
  private Set<Contact> contacts = EnumSet.allOf(Contact.class);
  private Map<String, String> changes = Map.of();

  private Scenario(Pipe pipe) {
    this.pipe = pipe;
  }

  /// Brings a world to where something begins.
  interface Preparation {
    void prepare(World world) throws Exception;
  }

  /// What is done in the victim, and what others do meanwhile.
  ///
  /// @param task in the victim
  /// @param meanwhile in another process, once the victim waits; null for nothing
  record Operation(Victim.Task task, Victim.Task meanwhile) {}

  /// An operation.
  ///
  /// @param name what is done
  /// @param pipe the pipe it is done to
  /// @param least how many effects it has at least; fewer mean that the weaving was lost
  static Scenario of(String name, Pipe pipe, int least) {
    return new Scenario(pipe).named(name, least);
  }

  private Scenario with(Consumer<Scenario> change) {
    Scenario copy = new Scenario(pipe);
    copy.name = name;
    copy.least = least;
    copy.withoutDevice = withoutDevice;
    copy.preparation = preparation;
    copy.operation = operation;
    copy.afterwards = afterwards;
    copy.stopped = stopped;
    copy.done = done;
    copy.livesStopped = livesStopped;
    copy.livesDone = livesDone;
    copy.contacts = contacts;
    copy.changes = changes;
    change.accept(copy);
    return copy;
  }

  Scenario named(String other, int effects) {
    return with(it -> {
      it.name = other;
      it.least = effects;
    });
  }

  /// What happens before, undisturbed.
  Scenario prepared(Preparation preparing) {
    return with(it -> it.preparation = preparing);
  }

  /// What the victim does.
  Scenario operating(Victim.Task task) {
    return operating(task, null);
  }

  /// What the victim does, and another process once the victim waits.
  Scenario operating(Victim.Task task, Victim.Task meanwhile) {
    return with(it -> it.operation = new Operation(task, meanwhile));
  }

  /// What happens after the death, before anybody looks.
  Scenario afterwards(Preparation recovering) {
    return with(it -> it.afterwards = recovering);
  }

  /// There is no device yet.
  Scenario withoutDevice() {
    return with(it -> it.withoutDevice = true);
  }

  /// What must be in the pipe when the operation was stopped, and when it was done.
  Scenario holding(Held whenStopped, Held whenDone) {
    return with(it -> {
      it.stopped = whenStopped;
      it.done = whenDone;
    });
  }

  /// Whether the pipe must be there, when the operation was stopped and when it was done.
  Scenario living(Existence whenStopped, Existence whenDone) {
    return with(it -> {
      it.livesStopped = whenStopped;
      it.livesDone = whenDone;
    });
  }

  /// How survivors come.
  Scenario meeting(Contact first, Contact... others) {
    return meeting(EnumSet.of(first, others));
  }

  Scenario meeting(Set<Contact> met) {
    return with(it -> it.contacts = met);
  }

  /// Properties that the operation changes: to these, or they stay.
  Scenario changing(Map<String, String> properties) {
    return with(it -> it.changes = properties);
  }

  String name() {
    return name;
  }

  Pipe pipe() {
    return pipe;
  }

  /// Whether it waits for what another process does.
  boolean isHelped() {
    return operation.meanwhile() != null;
  }

  int least() {
    return least;
  }

  boolean needsDevice() {
    return !withoutDevice;
  }

  Preparation preparation() {
    return preparation;
  }

  Operation operation() {
    return operation;
  }

  Preparation afterwards() {
    return afterwards;
  }

  Held held(boolean wasStopped) {
    return wasStopped ? stopped : done;
  }

  Existence lives(boolean wasStopped) {
    return wasStopped ? livesStopped : livesDone;
  }

  Set<Contact> contacts() {
    return contacts;
  }

  Map<String, String> changes() {
    return changes;
  }

  @Override
  public String toString() {
    return name + " (" + pipe + ")";
  }
}
