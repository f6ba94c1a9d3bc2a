package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.layout.Field;
import org.poormanspipes.mutex.MutexFields;
import org.poormanspipes.pool.AccountsFields;
import org.poormanspipes.pool.AccountsLayout;
import org.poormanspipes.pool.BlockFields;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.UserAccountsFields;
import org.poormanspipes.pool.UserAccountsLayout;

/// Shows a device's block.
final class DeviceDump {

  private final BlockCopy copy;
  private final DumpSheet sheet;

  private DeviceDump(BlockCopy copy, DumpSheet sheet) {
    this.copy = copy;
    this.sheet = sheet;
  }

  static void dump(PipeFiles files, DumpSheet sheet) throws IOException {
    try (BlockCopy copy = BlockCopy.take(files.device(), DeviceLayout.SIZE)) {
      new DeviceDump(copy, sheet).dump();
    }
  }

  private void dump() throws IOException {
    sheet.block("device", copy);
    sheet.part("header", copy, 0, BlockFields.header(Tags.DEVICE, copy.status().size()));
    sheet.part("settings", copy, 0, DeviceFields.SETTINGS);
    sheet.part("defaults", copy, 0, DeviceFields.DEFAULTS);
    sheet.part("mutex", copy, DeviceLayout.MUTEX, MutexFields.ALL);
    entries(
        "account ",
        DeviceLayout.ACCOUNTS,
        AccountsLayout.ENTRY,
        AccountsLayout.ENTRIES,
        AccountsFields.ENTRY);
    processes();
    entries(
        "user ",
        DeviceLayout.USERS,
        UserAccountsLayout.ENTRY,
        UserAccountsLayout.ENTRIES,
        UserAccountsFields.ENTRY);
    sheet.part(
        "trailer",
        copy,
        BlockLayout.trailer(DeviceLayout.SIZE),
        List.of(BlockFields.trailer(Tags.DEVICE)));
  }

  /// Those whose first field is not 0.
  private void entries(String name, int first, int size, int count, List<Field> fields) {
    for (int number = 0; number < count; number++) {
      long base = first + (long) number * size;
      if (copy.intAt(base) != 0) {
        sheet.part(name + number, copy, base, fields);
      }
    }
  }

  private void processes() throws IOException {
    for (int number = 0; number < DeviceLayout.MAX_PROCESSES; number++) {
      long base = DeviceLayout.PROCESSES + (long) number * ProcessLayout.SIZE;
      if (copy.intAt(base + ProcessLayout.STATE) != ProcessLayout.FREE) {
        sheet.part("process " + number, copy, base, ProcessFields.ALL);
        SlotDump.life(copy, sheet, base, number);
      }
    }
  }
}
