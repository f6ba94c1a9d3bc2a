package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {

  @Test
  void firstWordIsTheCommand() {
    assertThat(Invocation.of(List.of("read", "X", "--now")))
        .isEqualTo(new Invocation("read", List.of("X", "--now")));
  }

  @Test
  void commandsOfAGroupHaveTwoWords() {
    assertThat(Invocation.of(List.of("device", "ls", "--json")))
        .isEqualTo(new Invocation("device ls", List.of("--json")));
    assertThat(Invocation.of(List.of("device"))).isEqualTo(new Invocation("device", List.of()));
  }

  @Test
  void deviceAndRootMayStandBeforeTheCommand() {
    assertThat(Invocation.of(List.of("--root", "/r", "--device=D", "stat", "X")))
        .isEqualTo(new Invocation("stat", List.of("--root", "/r", "--device=D", "X")));
  }

  @Test
  void whatStartsOtherwiseNamesNoCommand() {
    assertThat(Invocation.of(List.of())).isEqualTo(new Invocation(null, List.of()));
    assertThat(Invocation.of(List.of("--help"))).isEqualTo(new Invocation(null, List.of("--help")));
    assertThat(Invocation.of(List.of("--root", "/r")))
        .isEqualTo(new Invocation(null, List.of("--root", "/r")));
    assertThat(Invocation.of(List.of("--rootless", "ls")))
        .isEqualTo(new Invocation(null, List.of("--rootless", "ls")));
  }
}
