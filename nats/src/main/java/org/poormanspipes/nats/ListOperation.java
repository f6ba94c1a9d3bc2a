package org.poormanspipes.nats;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;

/// The list entry point: every pipe of the device. One that is damaged is listed as such; one whose
/// users died, or whose maker or remover did, is seen to on the way.
final class ListOperation {

  private ListOperation() {}

  static void list(NatsDeviceContext device, Consumer<Attributes> visitor) throws IOException {
    Description description = new Description(device);
    for (Store.Entry entry : device.records().all()) {
      Attributes pipe = describe(device, description, entry);
      if (pipe != null) {
        visitor.accept(pipe);
      }
    }
  }

  private static @Nullable Attributes describe(
      NatsDeviceContext device, Description description, Store.Entry entry) throws IOException {
    try {
      PipeRecord record = visit(device, PipeRecord.of(entry.data()));
      return record == null ? null : description.pipe(record);
    } catch (DeviceException damage) {
      if (damage.kind() != DeviceException.Kind.DAMAGED) {
        throw damage;
      }
      return Description.damaged(number(entry), damage);
    } catch (Lost gone) {
      return null;
    }
  }

  /// The record as it is, after its dead were seen to; null if there is no such pipe to be seen.
  static @Nullable PipeRecord visit(NatsDeviceContext device, PipeRecord record)
      throws IOException {
    PipeRecord now = device.owners().visit(record);
    return now == null || now.deleted() ? null : now;
  }

  /// The number is in the subject.
  static String number(Store.Entry entry) {
    String[] words = entry.subject().split("\\.", -1);
    return words.length < 2 ? "" : words[words.length - 2];
  }
}
