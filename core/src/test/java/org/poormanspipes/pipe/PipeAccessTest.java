package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.AccessRule;
import org.poormanspipes.AllowList;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.linux.Words;

/// The access of a pipe in its block: read as a whole, and closed when it is not whole.
class PipeAccessTest {

  private static final int OWNER = 1001;
  private static final Identity REGISTERED = new Identity(1002, 7, List.of(), null);

  private final Words memory = Words.of(Arena.ofAuto().allocate(PipeLayout.NAMES, 64));
  private final PipeAccess access = new PipeAccess(memory, new PipeControl(memory));
  private AccessRule rule;

  @BeforeEach
  void store() throws DeviceException {
    rule = AccessRule.of(0600).with(Map.of("access", "registered", "allow", "uid:1002,gid:8"));
    access.change(rule, new Ownership(OWNER, 1, true));
  }

  private boolean admits(Identity who) {
    PipeAccess.Seen seen = access.at(access.steadyEpoch());
    return seen != null && Entitlement.covers(seen, who, Access.READ_WRITE);
  }

  @Test
  void whatWasStoredIsReadAtItsEpochAlone() {
    int epoch = access.epochOpaque();
    assertThat(access.at(epoch)).isEqualTo(new PipeAccess.Seen(rule, OWNER, 1));
    access.change(AccessRule.of(0640), new Ownership(5, 6, false));
    assertThat(access.at(epoch)).isNull();
    assertThat(access.at(access.epochOpaque()))
        .isEqualTo(new PipeAccess.Seen(AccessRule.of(0640), OWNER, 1));
  }

  @Test
  void aChangeThatWasLeftInTheMiddleLetsNobodyIn() {
    assertThat(admits(REGISTERED)).isTrue();
    memory.intOpaque(PipeLayout.ACCESS_EPOCH, access.epochOpaque() + 1);
    assertThat(admits(REGISTERED)).isFalse();
    access.change(rule, new Ownership(OWNER, 1, false));
    assertThat(admits(REGISTERED)).isTrue();
  }

  @Test
  void spoiltFieldsLetNobodyIn() {
    for (int length : new int[] {-1, 321, Integer.MAX_VALUE, Integer.MIN_VALUE, 3}) {
      memory.intOpaque(PipeLayout.ALLOW_LENGTH, length);
      assertThat(admits(REGISTERED)).as("length=" + length).isFalse();
    }
    for (int policy : new int[] {-1, 3, Integer.MAX_VALUE}) {
      memory.intOpaque(PipeLayout.POLICY, policy);
      assertThat(access.at(access.epochOpaque()).rule().policy())
          .isEqualTo(AccessPolicy.REGISTERED);
      assertThat(admits(REGISTERED)).as("policy=" + policy).isFalse();
    }
  }

  @Test
  void furtherGroupsCountAsTheFirst() {
    assertThat(admits(new Identity(1003, 8, List.of(), null))).isTrue();
    assertThat(admits(new Identity(1003, 7, List.of(9, 8), null))).isTrue();
    assertThat(admits(new Identity(1003, 7, List.of(9), null))).isFalse();
    assertThat(admits(new Identity(OWNER, 7, List.of(), null))).isTrue();
    assertThat(admits(new Identity(0, 0, List.of(), null))).isTrue();
    assertThat(admits(new Identity(Ids.uid(), 7, List.of(), null))).isTrue();
  }

  @Test
  void theListOfADeviceHasItsOwnPlace() throws DeviceException {
    Words device = Words.of(Arena.ofAuto().allocate(DeviceLayout.SIZE, 64));
    AccessField field = AccessField.ofDevice(device);
    AccessRule longest =
        AccessRule.of(0600)
            .with(Map.of("access", "registered", "allow", "program:/" + "x".repeat(179)));
    field.store(longest);
    assertThat(field.load(0666)).isEqualTo(longest);
    field.store(AccessRule.of(0600));
    assertThat(field.load(0600)).isEqualTo(AccessRule.of(0600));
    assertThat(field.load(0600).allow()).isEqualTo(AllowList.EMPTY);
  }
}
