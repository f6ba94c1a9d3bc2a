package org.poormanspipes.pipe;

import java.nio.charset.StandardCharsets;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.AccessRule;
import org.poormanspipes.AllowList;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.Words;

/// Where a block keeps a policy and who is registered. Whatever it does not hold as it should lets
/// nobody in.
///
/// @param memory the block, or a copy of it
/// @param policyAt where the policy is
/// @param lengthAt where the length of the list is
/// @param listAt where the list is
/// @param most how many bytes it may have there
record AccessField(Words memory, int policyAt, int lengthAt, int listAt, int most) {

  static AccessField ofPipe(Words memory) {
    return new AccessField(
        memory, PipeLayout.POLICY, PipeLayout.ALLOW_LENGTH, PipeLayout.ALLOW, PipeLayout.MAX_ALLOW);
  }

  static AccessField ofDevice(Words memory) {
    return new AccessField(
        memory,
        DeviceLayout.POLICY,
        DeviceLayout.ALLOW_LENGTH,
        DeviceLayout.ALLOW,
        DeviceLayout.MAX_ALLOW);
  }

  /// Nobody is registered between the first store and the last. Whoever else must not see parts of
  /// two lists takes care of that.
  void store(AccessRule rule) {
    memory.intOpaque(lengthAt, 0);
    AccessPolicy stored = rule.policy().isMode() ? AccessPolicy.MODE : rule.policy();
    memory.intOpaque(policyAt, Code.POLICY.number(stored));
    byte[] text = rule.allow().toString().getBytes(StandardCharsets.UTF_8);
    Texts.put(memory, listAt, text);
    memory.intRelease(lengthAt, text.length);
  }

  AccessRule load(int mode) {
    int length = memory.intAcquire(lengthAt);
    int number = memory.intOpaque(policyAt);
    boolean known = number >= 0 && number < Code.POLICY.constants().size();
    AccessPolicy policy = known ? Code.POLICY.constant(number) : AccessPolicy.REGISTERED;
    if (policy != AccessPolicy.REGISTERED || length <= 0 || length > most) {
      return new AccessRule(policy, mode, AllowList.EMPTY);
    }
    return new AccessRule(policy, mode, list(Texts.get(memory, listAt, length)));
  }

  private static AllowList list(String text) {
    try {
      return AllowList.parse(text);
    } catch (DeviceException damaged) {
      return AllowList.EMPTY;
    }
  }
}
