package org.poormanspipes.nats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;

/// The records of a device's pipes, and its names.
///
/// @param subjects what they are called
/// @param store where they are
record Records(Subjects subjects, Store store) {

  /// A record, and its revision.
  record Found(PipeRecord record, long revision) {}

  /// What a change makes of a record; null leaves it.
  @FunctionalInterface
  interface Change {
    @Nullable PipeRecord of(PipeRecord before) throws IOException;
  }

  @Nullable Found find(String id) throws IOException {
    Store.Entry entry = store.last(subjects.record(id));
    return entry == null || entry.data().length == 0 ? null : found(entry);
  }

  private static Found found(Store.Entry entry) throws DeviceException {
    return new Found(PipeRecord.of(entry.data()), entry.sequence());
  }

  /// Changes a record as often as it takes for nobody to come between.
  ///
  /// @return the record after it; null if it is gone
  @Nullable PipeRecord change(String id, Change change) throws IOException {
    while (true) {
      Found found = find(id);
      if (found == null) {
        return null;
      }
      PipeRecord after = change.of(found.record());
      if (after == null) {
        return found.record();
      }
      if (store.update(subjects.record(id), after.bytes(), found.revision()) != Store.CONFLICT) {
        return after;
      }
    }
  }

  void make(PipeRecord record) throws IOException {
    store.update(subjects.record(record.id()), record.bytes(), 0);
  }

  /// All of them. One that can't be read is handed over as its bytes.
  List<Store.Entry> all() throws IOException {
    List<Store.Entry> all = new ArrayList<>(store.all(subjects.records()));
    all.removeIf(entry -> entry.data().length == 0);
    return all;
  }

  /// What a name stands for, and the revision of that.
  ///
  /// @param id a pipe's number, or empty
  /// @param revision 0 if the name was never used
  record Name(String id, long revision) {}

  Name name(String key) throws IOException {
    Store.Entry entry = store.last(subjects.name(key));
    return entry == null
        ? new Name("", 0)
        : new Name(new String(entry.data(), StandardCharsets.UTF_8), entry.sequence());
  }

  /// Gives a name to a pipe, if it still stands for what it stood for.
  ///
  /// @return false if it does not
  boolean claim(String key, String id, long revision) throws IOException {
    return store.update(subjects.name(key), id.getBytes(StandardCharsets.UTF_8), revision)
        != Store.CONFLICT;
  }

  /// Takes a name away from a pipe, if it still stands for that.
  void free(String key, String id) throws IOException {
    Name name = name(key);
    if (name.id().equals(id)) {
      store.remove(name.revision());
    }
  }
}
