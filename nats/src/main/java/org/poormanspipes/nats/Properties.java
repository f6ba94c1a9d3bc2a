package org.poormanspipes.nats;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.util.Locale;
import java.util.Map;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The properties of a pipe as the server keeps them.
final class Properties {

  private Properties() {}

  /// Refuses what memory on a server can't be.
  static void requirePossible(Map<String, String> asked) throws DeviceException {
    if ("true".equals(asked.get("pinned"))) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "pinned=true is for memory of this machine: what a server keeps can't be pinned from"
              + " here");
    }
    String access = asked.getOrDefault("access", "");
    if (access.equals("registered") || access.equals("root") || asked.containsKey("allow")) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "access=registered and access=root are for pipes of this machine: who may use a device"
              + " on a server is a matter of the server's accounts");
    }
  }

  static JsonValue json(PipeProperties properties) {
    return JsonValueUtils.mapBuilder()
        .put("type", PipeProperties.word(properties.type()))
        .put("when-full", PipeProperties.word(properties.whenFull()))
        .put("delivery", PipeProperties.word(properties.delivery()))
        .put("lifetime", PipeProperties.word(properties.lifetime()))
        .put("capacity", properties.capacity())
        .put("mode", String.format(Locale.ROOT, "%04o", properties.mode()))
        .toJsonValue();
  }

  static PipeProperties of(JsonValue json) throws DeviceException {
    return PipeProperties.DEFAULT.with(
        Map.of(
            "type", JsonValueUtils.readString(json, "type", ""),
            "when-full", JsonValueUtils.readString(json, "when-full", ""),
            "delivery", JsonValueUtils.readString(json, "delivery", ""),
            "lifetime", JsonValueUtils.readString(json, "lifetime", ""),
            "capacity", Long.toString(JsonValueUtils.readLong(json, "capacity", 0)),
            "mode", JsonValueUtils.readString(json, "mode", "")));
  }
}
