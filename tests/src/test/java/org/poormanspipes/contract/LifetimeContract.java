package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Peer;

/// When a pipe goes, and what goes with it.
abstract class LifetimeContract extends ContractTest {
  private static final String FLAVOURS = "org.poormanspipes.contract.Flavour#all";

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void theLastCloseOfAnEmptyPipeFreesItUnlessItIsPermanent(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel one = device.open(NAME, Access.READ_WRITE, flavour.options(100));
        PipeChannel _ = reader(NAME)) {
      writeNow(one, "x");
      readNow(one, 8);
    }
    if (flavour.lifetime() == Lifetime.PERMANENT) {
      assertThat(names()).containsExactly(NAME);
      device.delete(NAME);
    }
    assertFreed(before);
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void theLastCloseKeepsWhatIsUnreadUnlessThePipeIsTemporary(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(100))) {
      writeNow(writer, "unread");
    }
    if (flavour.lifetime() == Lifetime.TEMPORARY) {
      assertFreed(before);
      return;
    }
    try (PipeChannel reader = reader(NAME)) {
      assertThat(readNow(reader, 2)).isEqualTo("'un'");
      assertThat(readNow(reader, 8)).isEqualTo("'read'");
      assertThat(readNow(reader, 8)).isEqualTo("END");
    }
    if (flavour.lifetime() == Lifetime.DRAIN) {
      assertFreed(before);
    } else {
      assertThat(device.stat(NAME).number("used")).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void theLastHandleMayBeAnotherProcesses(Flavour flavour) throws IOException {
    String before = pool();
    try (Peer peer = peer()) {
      try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(100))) {
        peer.open("r", NAME, Access.READ);
        writeNow(writer, "x");
      }
      assertThat(names()).containsExactly(NAME);
      assertThat(peer.read("r", 8, "now")).isEqualTo("'x'");
      assertThat(peer.read("r", 8, "now")).isEqualTo("END");
      peer.close("r");
      if (flavour.lifetime() == Lifetime.PERMANENT) {
        assertThat(peer.ask("delete", NAME)).isEqualTo("ok");
      }
      assertFreed(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Lifetime.class)
  void aPipeThatWasOnlyCreatedLivesUntilItWasUsed(Lifetime lifetime) throws IOException {
    String before = pool();
    PipeOptions options = PipeOptions.builder().lifetime(lifetime).build();
    assertThat(device.create(NAME, options).text("lifetime")).isEqualToIgnoringCase(lifetime + "");
    device.open(NAME, Access.ATTRIBUTES).close();
    device.set(NAME, PipeOptions.DEFAULT);
    assertThat(names()).containsExactly(NAME);
    reader(NAME).close();
    if (lifetime == Lifetime.PERMANENT) {
      assertThat(names()).containsExactly(NAME);
      device.delete(NAME);
    }
    assertFreed(before);
  }

  @Test
  void aPipeMadeAnewIsEmptyAndHasItsNewProperties() throws IOException {
    PipeOptions small = PipeOptions.builder().lifetime(Lifetime.TEMPORARY).capacity(10).build();
    PipeOptions large = PipeOptions.builder().type(PipeType.MESSAGE).capacity(1000).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, small)) {
      writeNow(pipe, "unread");
    }
    try (PipeChannel pipe = device.open("hello", Access.READ_WRITE, large)) {
      assertThat(readNow(pipe, 10)).isEqualTo("EMPTY");
      assertThat(pipe.stat().number("capacity")).isEqualTo(1000);
      assertThat(pipe.stat().number("bytes-in")).isZero();
      assertThat(names()).containsExactly("hello");
    }
  }

  @Test
  void whoeverOpensAPipeThatExistsUsesItAsItIs() throws IOException {
    PipeOptions small = PipeOptions.builder().capacity(10).build();
    PipeOptions other = PipeOptions.builder().type(PipeType.MESSAGE).capacity(1000).build();
    try (PipeChannel first = device.open(NAME, Access.WRITE, small);
        PipeChannel second = device.open(NAME, Access.READ, other)) {
      assertThat(second.messages()).isFalse();
      assertThat(second.stat().number("capacity")).isEqualTo(10);
      assertThat(first.stat().number("handles")).isEqualTo(2);
      assertThat(second.stat().text("number")).isEqualTo(first.stat().text("number"));
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void anOpenPipeIsDeletedOnlyByForce(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(100));
        PipeChannel reader = reader(NAME)) {
      assertThat(refusal(Kind.IN_USE, () -> device.delete("hello")))
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
      writeNow(writer, "one");
      writeNow(writer, "two");
      device.deleteForced("hello");
      assertThat(names()).isEmpty();
      assertThat(pool()).isEqualTo(before);
      refusal(Kind.DELETED, () -> writeNow(writer, "x"));
      refusal(Kind.DELETED, reader::stat);
      assertThat(reader.fileObject().name()).isEqualTo(NAME);
      try (PipeChannel anew = device.open(NAME, Access.READ_WRITE)) {
        writeNow(anew, "new");
        assertThat(readNow(reader, 3)).isEqualTo("'one'");
        assertThat(readNow(reader, 3)).isEqualTo("'two'");
        assertThat(readNow(reader, 3)).isEqualTo("END");
        assertThat(readNow(anew, 3)).isEqualTo("'new'");
      }
    }
    assertFreed(before);
  }

  @Test
  void anotherProcessHearsOfAForcedDeletion() throws IOException {
    try (Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE);
      peer.open("r", NAME, Access.READ);
      peer.write("w", new byte[] {'x'}, "now");
      device.deleteForced(NAME);
      assertThat(peer.write("w", new byte[] {'y'}, "now")).startsWith("!DELETED");
      assertThat(peer.read("r", 8, "forever")).isEqualTo("'x'");
      assertThat(peer.read("r", 8, "forever")).isEqualTo("END");
      peer.close("w");
      peer.close("r");
    }
  }

  @Test
  void aPipeGrowsNotAndAThousandOpensAndClosesLeaveNothing() throws IOException {
    String before = pool();
    for (int round = 0; round < 1000; round++) {
      try (PipeChannel pipe = device.open(NAME + round % 7, Access.READ_WRITE)) {
        writeNow(pipe, "x");
        readNow(pipe, 8);
      }
    }
    assertFreed(before);
  }

  private void assertFreed(String poolBefore) throws IOException {
    assertThat(names()).isEmpty();
    assertThat(pool()).isEqualTo(poolBefore);
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }
}
