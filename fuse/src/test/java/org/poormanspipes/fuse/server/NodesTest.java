package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class NodesTest {
  private final Nodes nodes = new Nodes();

  @Test
  void aPipeIsANewNodeEachTime() throws Exception {
    Node first = nodes.pipe("A", "a");
    Node second = nodes.pipe("a", "a");
    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(nodes.get(first.id()).name()).isEqualTo("A");
    nodes.forget(first.id(), 1);
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> nodes.get(first.id()));
    assertThat(nodes.get(second.id())).isEqualTo(second);
  }

  @Test
  void aDirectoryIsTheSameNodeUntilItIsForgottenAsOftenAsItWasTold() throws Exception {
    Node first = nodes.shared(true, "D", "d");
    assertThat(nodes.shared(true, "d", "d")).isEqualTo(first);
    nodes.forget(first.id(), 1);
    assertThat(nodes.get(first.id())).isEqualTo(first);
    nodes.forget(first.id(), 1);
    assertThat(nodes.shared(true, "d", "d").id()).isNotEqualTo(first.id());
    assertThat(nodes.count()).isEqualTo(2);
  }

  @Test
  void theRootStays() throws Exception {
    nodes.forget(Nodes.ROOT, 100);
    assertThat(nodes.get(Nodes.ROOT).child("x")).isEqualTo("x");
    nodes.forget(12345, 1);
    assertThat(nodes.count()).isOne();
  }

  @Test
  void readersShareANodeUntilOneOfThemWrites() throws Refusal {
    Node first = nodes.shared(false, "A", "a");
    assertThat(nodes.shared(false, "a", "a")).isEqualTo(first);
    nodes.unshare(first);
    assertThat(nodes.shared(false, "a", "a").id()).isNotEqualTo(first.id());
  }

  @Test
  void aNameThatWasRemovedIsAnotherNodeWhenItIsThereAgain() throws Exception {
    Node first = nodes.shared(true, "D", "d");
    nodes.removed("d");
    Node second = nodes.shared(true, "D", "d");
    assertThat(second.id()).isNotEqualTo(first.id());
    nodes.forget(first.id(), 1);
    assertThat(nodes.shared(true, "D", "d")).isEqualTo(second);
  }
}
