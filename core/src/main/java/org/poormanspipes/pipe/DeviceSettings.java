package org.poormanspipes.pipe;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.poormanspipes.AttributeValues;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The properties of a device.
///
/// @param caseSensitive whether names that differ in case are different
/// @param exclusive whether only one handle may be open at a time
/// @param limits how much it may hold
/// @param mode the permissions of its directory, of which execution follows reading
/// @param owner `user:group`, or empty for the creator's
/// @param defaults what a pipe gets when nobody says otherwise
record DeviceSettings(
    boolean caseSensitive,
    boolean exclusive,
    Limits limits,
    int mode,
    String owner,
    PipeProperties defaults) {

  static final DeviceSettings DEFAULT =
      new DeviceSettings(false, false, Limits.DEFAULT, 0600, "", PipeProperties.DEFAULT);

  private static final String KNOWN =
      "case-sensitive, exclusive, quota-bytes, quota-pipes, quota-user-bytes, quota-user-pipes,"
          + " quota-handles, access, allow, mode, owner, and those of pipes with 'default-' before"
          + " them";

  private static final String DEFAULT_PREFIX = "default-";

  /// These settings with some of them changed.
  DeviceSettings with(Map<String, String> changes) throws DeviceException {
    DeviceSettings changed = this;
    Map<String, String> ofPipes = new LinkedHashMap<>();
    for (Map.Entry<String, String> change : DeviceAccess.spelledOut(changes).entrySet()) {
      if (change.getKey().startsWith(DEFAULT_PREFIX)) {
        ofPipes.put(change.getKey().substring(DEFAULT_PREFIX.length()), change.getValue());
      } else {
        changed = changed.with(change.getKey(), change.getValue());
      }
    }
    return changed.withDefaults(ofPipes);
  }

  private DeviceSettings with(String name, String value) throws DeviceException {
    if (name.startsWith(Limits.PREFIX)) {
      return new DeviceSettings(
          caseSensitive, exclusive, limits.with(name, value), mode, owner, defaults);
    }
    return switch (name) {
      case "case-sensitive" ->
          new DeviceSettings(
              AttributeValues.truth(name, value), exclusive, limits, mode, owner, defaults);
      case "exclusive" ->
          new DeviceSettings(
              caseSensitive, AttributeValues.truth(name, value), limits, mode, owner, defaults);
      case "mode" ->
          new DeviceSettings(
              caseSensitive, exclusive, limits, AttributeValues.mode(name, value), owner, defaults);
      case "owner" -> new DeviceSettings(caseSensitive, exclusive, limits, mode, value, defaults);
      default ->
          throw new DeviceException(
              Kind.INVALID,
              "a device has no property '" + PipeName.printable(name) + "': it has " + KNOWN);
    };
  }

  private DeviceSettings withDefaults(Map<String, String> changes) throws DeviceException {
    return changes.isEmpty()
        ? this
        : new DeviceSettings(caseSensitive, exclusive, limits, mode, owner, defaults.with(changes));
  }

  Attributes attributes() {
    Attributes.Builder all =
        Attributes.builder()
            .with("case-sensitive", caseSensitive)
            .with("exclusive", exclusive)
            .with("mode", String.format(Locale.ROOT, "%04o", mode));
    limits.describe(all);
    for (Map.Entry<String, Object> entry : defaults.attributes().asMap().entrySet()) {
      String name = DEFAULT_PREFIX + entry.getKey();
      if (entry.getValue() instanceof Long number) {
        all.with(name, number);
      } else if (entry.getValue() instanceof Boolean flag) {
        all.with(name, flag);
      } else {
        all.with(name, entry.getValue().toString());
      }
    }
    return all.build();
  }
}
