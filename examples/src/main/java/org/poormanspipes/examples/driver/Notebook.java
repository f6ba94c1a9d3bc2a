package org.poormanspipes.examples.driver;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceContext;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;

/// The device context: the notes of one device, and the lock that guards the list.
final class Notebook implements DeviceContext {
  private static final int MOST_NOTES = 100;

  private final Map<String, Note> notes = new TreeMap<>();

  @Override
  public String kind() {
    return "notes";
  }

  /// Finds or makes a note, for one handle more.
  synchronized Note open(String name, Disposition how) throws DeviceException {
    Note note = notes.get(name);
    if (note == null && how == Disposition.OPEN) {
      throw missing(name);
    }
    if (note != null && how == Disposition.CREATE) {
      throw new DeviceException(Kind.EXISTS, "there is a note '" + name + "' already");
    }
    if (note == null && notes.size() == MOST_NOTES) {
      throw new DeviceException(
          Kind.NO_SPACE, "there is no room for '" + name + "': rm one of " + MOST_NOTES + " notes");
    }
    if (note == null) {
      note = new Note();
      notes.put(name, note);
    }
    note.users++;
    return note;
  }

  /// One handle less; a note that nobody wrote goes with the last.
  synchronized void close(String name, Note note) {
    note.users--;
    if (note.users == 0 && note.isEmpty()) {
      notes.remove(name, note);
    }
  }

  /// A name that has to be there.
  synchronized String require(@Nullable String name) throws DeviceException {
    if (name == null || !notes.containsKey(name)) {
      throw missing(name);
    }
    return name;
  }

  synchronized void remove(String name) throws DeviceException {
    if (notes.remove(name) == null) {
      throw missing(name);
    }
  }

  synchronized List<String> names() {
    return List.copyOf(notes.keySet());
  }

  private static DeviceException missing(@Nullable String name) {
    return new DeviceException(Kind.NOT_FOUND, "there is no note '" + name + "'");
  }
}
