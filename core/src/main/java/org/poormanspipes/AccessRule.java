package org.poormanspipes;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Who may use a pipe: a policy, the permissions that go with it, and who is registered.
///
/// @param policy the word; of permissions that have one, always that
/// @param mode permissions as of a file. Of a registered pipe those of its file in the mount, which
///     have to let a caller in as well
/// @param allow who is registered; nobody unless the policy is `registered`
public record AccessRule(AccessPolicy policy, int mode, AllowList allow) {

  /// The policy follows the mode, unless it is one that the mode can't tell.
  public AccessRule {
    policy = policy.isMode() ? AccessPolicy.of(mode) : policy;
  }

  /// What permissions say, and no more.
  ///
  /// @param mode as of a file
  /// @return the rule
  public static AccessRule of(int mode) {
    return new AccessRule(AccessPolicy.MODE, mode, AllowList.EMPTY);
  }

  /// This rule with changes, of which `access`, `mode` and `allow` are about it.
  ///
  /// @param changes values by name
  /// @return the changed rule
  /// @throws DeviceException of kind `INVALID`, if a value is unknown, or they contradict each
  ///     other
  public AccessRule with(Map<String, String> changes) throws DeviceException {
    AccessRule changed = this;
    String word = changes.get("access");
    if (word != null) {
      changed = changed.withPolicy(AttributeValues.constant(AccessPolicy.class, "access", word));
    }
    String permissions = changes.get("mode");
    if (permissions != null) {
      changed = changed.withMode(AttributeValues.mode("mode", permissions), word);
    }
    String list = changes.get("allow");
    return list == null ? changed : changed.withAllow(AllowList.parse(list));
  }

  private AccessRule withPolicy(AccessPolicy wanted) {
    return new AccessRule(
        wanted,
        wanted.mode() < 0 ? mode : wanted.mode(),
        wanted == AccessPolicy.REGISTERED ? allow : AllowList.EMPTY);
  }

  /// The mode of a root's pipe that lets others in makes it one like others.
  private AccessRule withMode(int wanted, @Nullable String word) throws DeviceException {
    boolean contradicts =
        word != null && !word.equals("mode") && policy != AccessPolicy.REGISTERED && wanted != mode;
    if (contradicts) {
      throw new DeviceException(
          Kind.INVALID,
          String.format(
              "access=%s is mode=%04o, and mode=%04o was asked for too: leave one of them out",
              word, mode, wanted));
    }
    boolean stays = policy == AccessPolicy.REGISTERED || wanted == mode;
    return new AccessRule(stays ? policy : AccessPolicy.MODE, wanted, allow);
  }

  private AccessRule withAllow(AllowList wanted) throws DeviceException {
    if (policy != AccessPolicy.REGISTERED && !wanted.isEmpty()) {
      throw new DeviceException(
          Kind.INVALID,
          "allow="
              + wanted
              + " is for access=registered, and this is access="
              + PipeProperties.word(policy)
              + ": ask for both");
    }
    return new AccessRule(policy, mode, wanted);
  }
}
