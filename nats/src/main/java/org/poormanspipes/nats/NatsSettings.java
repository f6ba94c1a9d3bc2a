package org.poormanspipes.nats;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
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
/// @param name as it was first spelled
/// @param caseSensitive whether names that differ in case are different
/// @param quotaBytes how much its pipes may hold together
/// @param quotaPipes how many pipes there may be
/// @param mode permissions, as a mount shows them
/// @param defaults what a pipe gets when nobody says otherwise
/// @param created milliseconds since 1970
record NatsSettings(
    String name,
    boolean caseSensitive,
    long quotaBytes,
    long quotaPipes,
    int mode,
    PipeProperties defaults,
    long created) {

  private static final String DEFAULT_PREFIX = "default-";

  static NatsSettings first(String name) {
    return new NatsSettings(
        name, false, 1L << 30, 1 << 14, 0600, PipeProperties.DEFAULT, System.currentTimeMillis());
  }

  /// These settings with some of them changed.
  NatsSettings with(Map<String, String> changes) throws DeviceException {
    NatsSettings changed = this;
    Map<String, String> ofPipes = new LinkedHashMap<>();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (change.getKey().startsWith(DEFAULT_PREFIX)) {
        ofPipes.put(change.getKey().substring(DEFAULT_PREFIX.length()), change.getValue());
      } else {
        changed = changed.with(change.getKey(), change.getValue());
      }
    }
    Properties.requirePossible(ofPipes);
    return new NatsSettings(
        name,
        changed.caseSensitive,
        changed.quotaBytes,
        changed.quotaPipes,
        changed.mode,
        defaults.with(ofPipes),
        created);
  }

  private NatsSettings with(String property, String value) throws DeviceException {
    boolean newCase = caseSensitive;
    long newBytes = quotaBytes;
    long newPipes = quotaPipes;
    int newMode = mode;
    switch (property) {
      case "case-sensitive" -> newCase = AttributeValues.truth(property, value);
      case "quota-bytes" -> newBytes = AttributeValues.size(property, value);
      case "quota-pipes" -> newPipes = AttributeValues.size(property, value);
      case "mode" -> newMode = AttributeValues.mode(property, value);
      case "exclusive" -> requireShared(AttributeValues.truth(property, value));
      default ->
          throw new DeviceException(
              Kind.INVALID,
              "a device on a server has no property '"
                  + PipeName.printable(property)
                  + "': it has case-sensitive, quota-bytes, quota-pipes, mode, and those of pipes"
                  + " with 'default-' before them");
    }
    return new NatsSettings(name, newCase, newBytes, newPipes, newMode, defaults, created);
  }

  private static void requireShared(boolean exclusive) throws DeviceException {
    if (exclusive) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "a device on a server can't be exclusive: use exclusive-writer for one pipe, or an"
              + " account of the server's for one user");
    }
  }

  Attributes attributes() {
    Attributes.Builder all =
        Attributes.builder()
            .with("case-sensitive", caseSensitive)
            .with("exclusive", false)
            .with("mode", String.format(Locale.ROOT, "%04o", mode))
            .with("quota-bytes", quotaBytes)
            .with("quota-pipes", quotaPipes);
    for (Map.Entry<String, Object> entry : defaults.attributes().asMap().entrySet()) {
      String property = DEFAULT_PREFIX + entry.getKey();
      if (entry.getValue() instanceof Long number) {
        all.with(property, number);
      } else if (entry.getValue() instanceof Boolean flag) {
        all.with(property, flag);
      } else {
        all.with(property, entry.getValue().toString());
      }
    }
    return all.build();
  }

  byte[] bytes() {
    return JsonValueUtils.mapBuilder()
        .put("name", name)
        .put("case-sensitive", caseSensitive)
        .put("quota-bytes", quotaBytes)
        .put("quota-pipes", quotaPipes)
        .put("mode", String.format(Locale.ROOT, "%04o", mode))
        .put("created", created)
        .put("defaults", Properties.json(defaults))
        .toJson()
        .getBytes(StandardCharsets.UTF_8);
  }

  static NatsSettings of(byte[] bytes) throws DeviceException {
    JsonValue json;
    try {
      json = JsonParser.parse(bytes);
    } catch (JsonParseException spoilt) {
      throw new DeviceException(
          Kind.DAMAGED,
          "the settings of the device are no JSON, and were not written by pmp;"
              + " 'pmp device rm --force' removes it",
          spoilt);
    }
    return new NatsSettings(
        JsonValueUtils.readString(json, "name", ""),
        JsonValueUtils.readBoolean(json, "case-sensitive"),
        JsonValueUtils.readLong(json, "quota-bytes", 0),
        JsonValueUtils.readLong(json, "quota-pipes", 0),
        AttributeValues.mode("mode", JsonValueUtils.readString(json, "mode", "")),
        Properties.of(JsonValueUtils.readObject(json, "defaults")),
        JsonValueUtils.readLong(json, "created", 0));
  }
}
