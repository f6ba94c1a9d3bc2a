package org.poormanspipes.stop;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.poormanspipes.stop.Content.Held;

/// An operation that is stopped at each of its effects, and what must be so afterwards.
///
/// @param name what is done
/// @param pipe the pipe it is done to
/// @param least how many effects it has at least; fewer mean that the weaving was lost
/// @param preparation what happens before, undisturbed
/// @param operation what the victim does
/// @param stopped what must be in the pipe when the operation was stopped
/// @param done what must be in it when the victim died afterwards
/// @param lives whether the pipe must be there, when the operation was stopped and when it was done
/// @param contacts how survivors come
/// @param changes properties that the operation changes: to these, or they stay
record Scenario(
    String name,
    Pipe pipe,
    int least,
    Preparation preparation,
    Operation operation,
    Held stopped,
    Held done,
    Lives lives,
    Set<Contact> contacts,
    Map<String, String> changes) {

  /// Brings a world to where the operation begins.
  interface Preparation {
    void prepare(World world) throws Exception;
  }

  /// What is done in the victim, and what others do meanwhile.
  ///
  /// @param task in the victim
  /// @param meanwhile in another process, once the victim waits; null for nothing
  record Operation(Victim.Task task, Victim.Task meanwhile) {
    Operation(Victim.Task task) {
      this(task, null);
    }
  }

  /// Whether the pipe must be there.
  record Lives(Existence stopped, Existence done) {
    static final Lives ON = new Lives(Existence.THERE, Existence.THERE);
  }

  static Scenario of(String name, Pipe pipe, int least) {
    return new Scenario(
        name,
        pipe,
        least,
        world -> {},
        new Operation(party -> {}),
        Held.all(0),
        Held.all(0),
        Lives.ON,
        EnumSet.allOf(Contact.class),
        Map.of());
  }

  Scenario prepared(Preparation preparing) {
    return new Scenario(
        name, pipe, least, preparing, operation, stopped, done, lives, contacts, changes);
  }

  Scenario operating(Victim.Task task) {
    return operating(task, null);
  }

  Scenario operating(Victim.Task task, Victim.Task meanwhile) {
    Operation does = new Operation(task, meanwhile);
    return new Scenario(
        name, pipe, least, preparation, does, stopped, done, lives, contacts, changes);
  }

  Scenario holding(Held whenStopped, Held whenDone) {
    return new Scenario(
        name, pipe, least, preparation, operation, whenStopped, whenDone, lives, contacts, changes);
  }

  Scenario living(Existence whenStopped, Existence whenDone) {
    Lives lived = new Lives(whenStopped, whenDone);
    return new Scenario(
        name, pipe, least, preparation, operation, stopped, done, lived, contacts, changes);
  }

  Scenario named(String other, int effects) {
    return new Scenario(
        other, pipe, effects, preparation, operation, stopped, done, lives, contacts, changes);
  }

  Scenario meeting(Contact first, Contact... others) {
    return meeting(EnumSet.of(first, others));
  }

  Scenario meeting(Set<Contact> met) {
    return new Scenario(
        name, pipe, least, preparation, operation, stopped, done, lives, met, changes);
  }

  Scenario changing(Map<String, String> properties) {
    return new Scenario(
        name, pipe, least, preparation, operation, stopped, done, lives, contacts, properties);
  }

  @Override
  public String toString() {
    return name + " (" + pipe + ")";
  }
}
