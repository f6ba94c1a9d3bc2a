package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poormanspipes.driver.DeviceException;

/// How policy, mode and list go together.
class AccessRuleTest {

  private static AccessRule rule(String... namesAndValues) throws DeviceException {
    return changed(AccessRule.of(0600), namesAndValues);
  }

  private static AccessRule changed(AccessRule rule, String... namesAndValues)
      throws DeviceException {
    Map<String, String> changes = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      changes.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return rule.with(changes);
  }

  @ParameterizedTest
  @CsvSource({"0600, USER", "0660, GROUP", "0666, ANYONE", "0640, MODE", "0000, MODE"})
  void aModeHasTheWordThatFitsIt(String mode, AccessPolicy word) throws DeviceException {
    assertThat(rule("mode", mode).policy()).isEqualTo(word);
  }

  @Test
  void aWordAndAModeThatContradictEachOtherAreRefused() throws DeviceException {
    for (String word : new String[] {"user", "group", "anyone", "root"}) {
      assertThatThrownBy(() -> rule("access", word, "mode", "0640"))
          .hasMessageContaining("access=" + word)
          .hasMessageContaining("mode=0640");
    }
    assertThat(rule("access", "user", "mode", "600").policy()).isEqualTo(AccessPolicy.USER);
    assertThat(rule("access", "mode", "mode", "0640").policy()).isEqualTo(AccessPolicy.MODE);
    assertThat(rule("access", "registered", "mode", "0660").mode()).isEqualTo(0660);
  }

  @Test
  void onlyRegisteredPipesHaveAList() throws DeviceException {
    assertThatThrownBy(() -> rule("allow", "uid:1"))
        .hasMessageContaining("allow=uid:1")
        .hasMessageContaining("access=registered");
    assertThatThrownBy(() -> rule("access", "anyone", "allow", "uid:1"))
        .hasMessageContaining("access=anyone");
    AccessRule registered = rule("access", "registered", "allow", "uid:1,gid:2");
    assertThat(registered.allow()).hasToString("uid:1,gid:2");
    assertThat(changed(registered, "access", "registered")).isEqualTo(registered);
    assertThat(changed(registered, "mode", "0660").allow()).isEqualTo(registered.allow());
    assertThat(changed(registered, "allow", "").allow().isEmpty()).isTrue();
    assertThat(changed(registered, "access", "user")).isEqualTo(AccessRule.of(0600));
  }

  @Test
  void aModeThatLetsOthersInMakesARootsPipeOneLikeOthers() throws DeviceException {
    AccessRule root = rule("access", "root");
    assertThat(root.policy()).isEqualTo(AccessPolicy.ROOT);
    assertThat(changed(root, "mode", "0600")).isEqualTo(root);
    assertThat(changed(root, "mode", "0666").policy()).isEqualTo(AccessPolicy.ANYONE);
  }
}
