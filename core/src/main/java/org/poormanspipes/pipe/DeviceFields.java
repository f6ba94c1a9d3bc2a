package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.layout.Field;

/// The fields of [DeviceLayout], for people. The mutex, the accounts and the processes have tables
/// of their own.
final class DeviceFields {

  static final List<Field> SETTINGS =
      List.of(
          Field.flag("case-sensitive", DeviceLayout.CASE_SENSITIVE, "are names"),
          Field.flag("exclusive", DeviceLayout.EXCLUSIVE, "one open handle at a time"),
          Field.time("created", DeviceLayout.CREATED, "when it was made"),
          Field.count("quota-bytes", DeviceLayout.QUOTA_BYTES, "of all pipes"),
          Field.count("quota-pipes", DeviceLayout.QUOTA_PIPES, "how many"),
          Field.count("pipes", DeviceLayout.PIPES, "how many there are"),
          Field.mode("mode", DeviceLayout.MODE, "who may use it"),
          Field.count("quota-user-bytes", DeviceLayout.QUOTA_USER_BYTES, "of one user"),
          Field.count("quota-user-pipes", DeviceLayout.QUOTA_USER_PIPES, "of one user"),
          Field.smallCount("quota-handles", DeviceLayout.QUOTA_HANDLES, "of one pipe"),
          Field.choice(
              "policy", DeviceLayout.POLICY, "besides the mode", "mode", "root", "registered"),
          Field.smallCount("allow-length", DeviceLayout.ALLOW_LENGTH, "of the list, in bytes"),
          Field.smallCount("name-length", DeviceLayout.NAME_LENGTH, "in bytes"),
          Field.text("name", DeviceLayout.NAME, DeviceLayout.MAX_NAME, "as first spelled"),
          Field.text("allow", DeviceLayout.ALLOW, DeviceLayout.MAX_ALLOW, "who is registered"));

  static final List<Field> DEFAULTS =
      List.of(
          Field.choice("default-type", DeviceLayout.DEFAULT_TYPE, "of pipes", "byte", "message"),
          Field.choice(
              "default-when-full",
              DeviceLayout.DEFAULT_WHEN_FULL,
              "of pipes",
              "block",
              "reject",
              "overwrite"),
          Field.choice(
              "default-delivery", DeviceLayout.DEFAULT_DELIVERY, "of pipes", "queue", "broadcast"),
          Field.choice(
              "default-lifetime",
              DeviceLayout.DEFAULT_LIFETIME,
              "of pipes",
              "drain",
              "temporary",
              "permanent"),
          Field.count("default-capacity", DeviceLayout.DEFAULT_CAPACITY, "of pipes"),
          Field.mode("default-mode", DeviceLayout.DEFAULT_MODE, "of pipes"),
          Field.flag("default-pinned", DeviceLayout.DEFAULT_PINNED, "of pipes"));

  private DeviceFields() {}
}
