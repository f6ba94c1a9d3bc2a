package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.poormanspipes.mutex.MutexFields;
import org.poormanspipes.mutex.MutexLayout;
import org.poormanspipes.pool.AccountsFields;
import org.poormanspipes.pool.AccountsLayout;
import org.poormanspipes.pool.BlockFields;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.UserAccountsFields;
import org.poormanspipes.pool.UserAccountsLayout;
import org.poormanspipes.ring.Cursor;
import org.poormanspipes.ring.RingFields;
import org.poormanspipes.ring.RingLayout;

/// The tables of fields that dumps are made of say what the layout classes say: each constant that
/// is the place of a field has a field of its name there, and no field has anything else.
class FieldTablesTest {

  private record Table(
      Class<?> layout, List<org.poormanspipes.layout.Field> fields, List<String> others) {}

  private static Table table(
      Class<?> layout, List<org.poormanspipes.layout.Field> fields, String... others) {
    return new Table(layout, fields, List.of(others));
  }

  private static List<org.poormanspipes.layout.Field> all(
      List<List<org.poormanspipes.layout.Field>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private static List<Table> tables() {
    return List.of(
        table(
            BlockLayout.class,
            BlockFields.header(Tags.PIPE, 0),
            "CONTENT",
            "TRAILER",
            "OVERHEAD",
            "CURRENT_VERSION",
            "MAGIC_VALUE",
            "GUARD_VALUE"),
        table(MutexLayout.class, MutexFields.ALL, "SIZE", "WAITERS", "REVOKED", "OWNER"),
        table(AccountsLayout.class, AccountsFields.ENTRY, "ENTRY", "ENTRIES", "SIZE"),
        table(
            UserAccountsLayout.class,
            UserAccountsFields.ENTRY,
            "ENTRY",
            "ENTRIES",
            "SIZE",
            "FREE",
            "USED"),
        table(ProcessLayout.class, ProcessFields.ALL, "MAX_PROGRAM", "SIZE", "FREE", "LIVE"),
        table(RingLayout.class, RingFields.CONTROL, "MUTEX", "SIZE"),
        table(Cursor.class, RingFields.CURSOR, "SIZE"),
        table(CountersLayout.class, CountersFields.ALL, "SIZE"),
        table(RareCountersLayout.class, RareCountersFields.ALL, "SIZE"),
        table(
            SlotLayout.class,
            SlotFields.ALL,
            "MAX_PROGRAM",
            "CURSOR",
            "COUNTERS",
            "RARE_COUNTERS",
            "SIZE",
            "FREE",
            "LIVE"),
        table(
            PipeLayout.class,
            all(
                List.of(
                    PipeFields.IDENTITY,
                    PipeFields.SETTINGS,
                    PipeFields.ACCESS,
                    PipeFields.WAITING)),
            "RING",
            "MUTEX",
            "TOTALS",
            "RARE_TOTALS",
            "MAX_ALLOW",
            "NAMES",
            "SLOT_ALIGNMENT",
            "MAX_SLOTS",
            "MIN_SLOTS"),
        table(
            DeviceLayout.class,
            all(List.of(DeviceFields.SETTINGS, DeviceFields.DEFAULTS)),
            "MUTEX",
            "MAX_NAME",
            "MAX_ALLOW",
            "ACCOUNTS",
            "PROCESSES",
            "MAX_PROCESSES",
            "USERS",
            "SIZE"));
  }

  @Test
  void everyFieldOfALayoutIsInItsTable() throws IllegalAccessException {
    for (Table table : tables()) {
      Map<String, Integer> expected = new TreeMap<>();
      for (Field constant : table.layout.getDeclaredFields()) {
        boolean field =
            constant.getType() == int.class
                && !table.others.contains(constant.getName())
                && java.lang.reflect.Modifier.isStatic(constant.getModifiers());
        if (field) {
          constant.setAccessible(true);
          expected.put(word(constant.getName()), constant.getInt(null));
        }
      }
      Map<String, Integer> found = new TreeMap<>();
      table.fields.forEach(field -> found.put(field.name(), field.offset()));
      assertThat(found).as(table.layout.getSimpleName()).isEqualTo(expected);
      assertThat(table.fields).as("names in %s", table.layout).hasSameSizeAs(found.keySet());
    }
  }

  @Test
  void noTwoFieldsOfATableOverlap() {
    for (Table table : tables()) {
      List<org.poormanspipes.layout.Field> sorted = new ArrayList<>(table.fields);
      sorted.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
      int end = 0;
      for (org.poormanspipes.layout.Field field : sorted) {
        assertThat(field.offset())
            .as("%s.%s", table.layout.getSimpleName(), field.name())
            .isGreaterThanOrEqualTo(end);
        end = field.end();
      }
    }
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
