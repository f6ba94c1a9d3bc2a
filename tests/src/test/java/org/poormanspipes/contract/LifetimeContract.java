package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Peer;

/// When a pipe goes, and what goes with it. See [DeletionContract] for those that are removed.
abstract class LifetimeContract extends ContractTest {

  @EachFlavour
  void theLastCloseOfAPipeThatWasReadFreesItUnlessItIsPermanent(Flavour flavour)
      throws IOException {
    String before = pool();
    try (PipeChannel one = open(Access.READ_WRITE, flavour, 100);
        PipeChannel _ = reader(NAME)) {
      writeNow(one, "x");
      readNow(one, 8);
    }
    assertKeptOnlyIf(flavour.isPermanent(), before);
  }

  @EachFlavour
  void theLastCloseOfAPipeThatHeldNothingFreesItUnlessItIsPermanent(Flavour flavour)
      throws IOException {
    String before = pool();
    open(Access.WRITE, flavour, 100).close();
    assertKeptOnlyIf(flavour.isPermanent(), before);
  }

  private void assertKeptOnlyIf(boolean kept, String poolBefore) throws IOException {
    if (kept) {
      assertThat(names()).containsExactly(NAME);
      assertThat(device.stat(NAME).number("handles")).isZero();
      device.delete(NAME);
    }
    assertFreed(poolBefore);
  }

  @EachFlavour
  void theLastCloseKeepsWhatIsUnreadUnlessThePipeIsTemporary(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      writeNow(writer, "unread");
    }
    if (!flavour.keepsUnread()) {
      assertFreed(before);
      return;
    }
    try (PipeChannel reader = lateReader()) {
      assertThat(readNow(reader, 2)).isEqualTo("'un'");
      assertThat(readNow(reader, 8)).isEqualTo("'read'");
      assertThat(readNow(reader, 8)).isEqualTo("END");
    }
    if (!flavour.isPermanent()) {
      assertFreed(before);
    } else {
      long left = flavour.isBroadcast() ? flavour.charge(6) : 0;
      assertThat(device.stat(NAME).number("used")).isEqualTo(left);
    }
  }

  @EachFlavour(delivery = Delivery.QUEUE, lifetime = Lifetime.DRAIN)
  void aDrainedQueueGoesWhenTheLastOfItIsTakenAndNotBefore(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      writeNow(writer, "12345678");
      writeNow(writer, "abcdefgh");
    }
    try (PipeChannel reader = reader(NAME)) {
      assertThat(readNow(reader, 8)).isEqualTo("'12345678'");
    }
    assertThat(names()).containsExactly(NAME);
    try (PipeChannel reader = reader(NAME)) {
      assertThat(readNow(reader, 8)).isEqualTo("'abcdefgh'");
    }
    assertFreed(before);
  }

  @EachFlavour(delivery = Delivery.BROADCAST, lifetime = Lifetime.DRAIN)
  void aDrainedBroadcastGoesWhenOneReaderHadReadItAllAndNotBefore(Flavour flavour)
      throws IOException {
    String before = pool();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      writeNow(writer, "12345678");
      writeNow(writer, "abcdefgh");
    }
    for (int round = 0; round < 2; round++) {
      try (PipeChannel reader = lateReader()) {
        assertThat(readNow(reader, 8))
            .as("another's reading took nothing away")
            .isEqualTo("'12345678'");
      }
      assertThat(names()).as("none had read it all").containsExactly(NAME);
    }
    try (PipeChannel quick = lateReader();
        PipeChannel _ = lateReader()) {
      readNow(quick, 8);
      assertThat(readNow(quick, 8)).isEqualTo("'abcdefgh'");
    }
    assertFreed(before);
  }

  @EachFlavour
  void theLastHandleMayBeAnotherProcesses(Flavour flavour) throws IOException {
    String before = pool();
    Peer peer = helper();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      peer.open("r", NAME, Access.READ);
      writeNow(writer, "x");
    }
    assertThat(names()).containsExactly(NAME);
    assertThat(peer.read("r", 8, "now")).isEqualTo("'x'");
    assertThat(peer.read("r", 8, "now")).isEqualTo("END");
    peer.close("r");
    if (flavour.isPermanent()) {
      assertThat(peer.ask("delete", NAME)).isEqualTo("ok");
    }
    assertFreed(before);
  }

  @EachFlavour
  void aPipeThatWasOnlyCreatedLivesUntilItWasUsed(Flavour flavour) throws IOException {
    String before = pool();
    device.create(NAME, flavour.options(100));
    device.open(NAME, Access.ATTRIBUTES).close();
    device.set(NAME, PipeOptions.DEFAULT);
    assertThat(names()).containsExactly(NAME);
    reader(NAME).close();
    assertKeptOnlyIf(flavour.isPermanent(), before);
  }

  @EachFlavour
  void theRulesAreThoseOfTheLifetimeThatThePipeHasAtItsLastClose(Flavour flavour)
      throws IOException {
    String before = pool();
    for (Lifetime last : Lifetime.values()) {
      try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
        writeNow(writer, "unread");
        device.set(NAME, PipeOptions.builder().lifetime(last).build());
      }
      assertThat(names()).hasSize(last == Lifetime.TEMPORARY ? 0 : 1);
      if (last != Lifetime.TEMPORARY) {
        try (PipeChannel reader = lateReader()) {
          assertThat(readNow(reader, 8)).isEqualTo("'unread'");
        }
        if (last == Lifetime.PERMANENT) {
          // Nobody uses it, so this is its last close.
          device.set(NAME, PipeOptions.builder().lifetime(Lifetime.DRAIN).build());
        }
      }
      assertFreed(before);
    }
  }

  @EachFlavour
  void aPipeMadeAnewIsEmptyAndHasItsNewProperties(Flavour flavour) throws IOException {
    PipeOptions small = PipeOptions.builder().lifetime(Lifetime.TEMPORARY).capacity(10).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, small)) {
      writeNow(pipe, "unread");
    }
    try (PipeChannel pipe = device.open("hello", Access.READ_WRITE, flavour.options(1000))) {
      assertThat(readNow(pipe, 10)).isEqualTo("EMPTY");
      assertThat(pipe.messages()).isEqualTo(flavour.isMessage());
      assertThat(pipe.stat().number("capacity")).isEqualTo(1000);
      assertThat(pipe.stat().number("bytes-in")).isZero();
      assertThat(names()).containsExactly("hello");
    }
  }

  @EachFlavour
  void whoeverOpensAPipeThatExistsUsesItAsItIs(Flavour flavour) throws IOException {
    PipeOptions other =
        PipeOptions.builder()
            .type(flavour.isMessage() ? PipeType.BYTE : PipeType.MESSAGE)
            .delivery(flavour.isBroadcast() ? Delivery.QUEUE : Delivery.BROADCAST)
            .capacity(1000)
            .build();
    try (PipeChannel first = open(Access.WRITE, flavour, 20);
        PipeChannel second = device.open(NAME, Access.READ, other)) {
      assertThat(second.messages()).isEqualTo(flavour.isMessage());
      assertThat(second.stat().number("capacity")).isEqualTo(20);
      assertThat(second.stat().text("delivery")).isEqualTo(first.stat().text("delivery"));
      assertThat(first.stat().number("handles")).isEqualTo(2);
      assertThat(second.stat().text("number")).isEqualTo(first.stat().text("number"));
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

  /// A reader that began at the newest has not read what lay there before it came.
  @EachFlavour(delivery = Delivery.BROADCAST, lifetime = Lifetime.DRAIN)
  void aBroadcastStaysWhileWhatIsThereWasReadByNobody(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      writeNow(writer, "before");
      try (PipeChannel late = reader(NAME)) {
        writeNow(writer, "after");
        assertThat(readNow(late, 9)).isEqualTo("'after'");
      }
    }
    assertThat(names()).containsExactly(NAME);
    try (PipeChannel early =
        device.open(NAME, Access.READ, PipeOptions.builder().startAt(StartAt.OLDEST).build())) {
      assertThat(readNow(early, 6)).isEqualTo("'before'");
      assertThat(readNow(early, 9)).isEqualTo("'after'");
    }
    assertThat(names()).isEmpty();
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }
}
