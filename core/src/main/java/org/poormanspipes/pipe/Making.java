package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.AccessRule;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What a new pipe will be, and whether whoever asks may make it.
final class Making {

  private Making() {}

  /// The properties of a new pipe: the device's, with what was asked for.
  ///
  /// @param caller who asks through a mount, or null for this process itself
  static PipeProperties properties(
      PipeDeviceContext device, Map<String, String> asked, @Nullable Caller caller)
      throws IOException {
    PipeProperties defaults = device.control().settings().defaults();
    Map<String, String> attributes = new LinkedHashMap<>(asked);
    if (caller != null && !defaults.access().policy().isMode()) {
      requireRegistered(device, defaults.access(), caller);
      if (!attributes.containsKey("access")) {
        // A program that creates a file gives a mode without a thought.
        attributes.remove("mode");
      }
    }
    return MemoryAccess.withOwner(defaults.with(attributes), caller);
  }

  private static void requireRegistered(PipeDeviceContext device, AccessRule rule, Caller caller)
      throws IOException {
    if (rule.policy() != AccessPolicy.REGISTERED) {
      return;
    }
    int owner = device.files().status().uid();
    if (!Entitlement.isRegistered(rule.allow(), owner, Identity.of(caller, true))) {
      throw new DeviceException(
          Kind.DENIED,
          "only registered users make pipes on the device '" + device.control().name() + "'");
    }
  }
}
