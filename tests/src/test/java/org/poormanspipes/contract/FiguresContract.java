package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.testing.Peer;

/// What `stat`, `list` and `handles` tell.
abstract class FiguresContract extends ContractTest {

  @EachFlavour
  void aPipeIsDescribedAsItWasAskedFor(Flavour flavour) throws IOException {
    Attributes made = device.create(NAME, flavour.options(1000));
    assertThat(made.text("name")).isEqualTo(NAME);
    assertThat(made.text("type")).isEqualTo(PipeProperties.word(flavour.type()));
    assertThat(made.text("when-full")).isEqualTo(PipeProperties.word(flavour.whenFull()));
    assertThat(made.text("delivery")).isEqualTo(PipeProperties.word(flavour.delivery()));
    assertThat(made.text("lifetime")).isEqualTo(PipeProperties.word(flavour.lifetime()));
    assertThat(made.number("capacity")).isEqualTo(1000);
    Attributes later = device.stat(NAME);
    for (String figure : new String[] {"used", "handles", "readers", "writers", "bytes-in"}) {
      assertThat(later.number(figure)).as(figure).isZero();
    }
    assertThat(device.list().getFirst().asMap()).isEqualTo(later.asMap());
  }

  @EachFlavour
  void everyByteEveryMessageAndEveryRefusalIsCounted(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 32);
        PipeChannel reader = reader(NAME);
        PipeChannel looker = device.open(NAME, Access.ATTRIBUTES)) {
      writeNow(writer, "12345");
      writeNow(writer, "678");
      assertThat(readNow(reader, 5)).isEqualTo("'12345'");
      int size = flavour.isMessage() ? 24 : 40;
      long taken = Math.max(0, writeNow(writer, "x".repeat(size)));
      // A stream that rejects takes a part; one that blocks takes as much as it holds, or nothing.
      boolean part = !flavour.isMessage() && flavour.whenFull() == WhenFull.REJECT;
      assertThat(taken).isEqualTo(!flavour.keepsOldest() ? size : part ? 32 - 3 : 0);
      Attributes pipe = looker.stat();
      assertThat(pipe.number("bytes-in")).isEqualTo(8 + taken);
      assertThat(pipe.number("bytes-out")).isEqualTo(5);
      assertThat(pipe.number("messages-in")).isEqualTo(taken == 0 ? 2 : 3);
      assertThat(pipe.number("messages-out")).isEqualTo(1);
      assertThat(pipe.number("refused")).isEqualTo(taken < size ? 1 : 0);
      assertThat(pipe.number("readers")).isEqualTo(1);
      assertThat(pipe.number("writers")).isEqualTo(1);
      assertThat(pipe.number("handles")).isEqualTo(3);
      assertThat(device.handles(NAME)).hasSize(3);
      assertThat(device.list().getFirst().asMap()).isEqualTo(device.stat(NAME).asMap());
    }
  }

  @EachFlavour(delivery = Delivery.QUEUE)
  void whatIsReadFromAQueueIsNoLongerInUse(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(pipe, "12345");
      assertThat(pipe.stat().number("used")).isEqualTo(flavour.charge(5));
      writeNow(pipe, "");
      long empty = flavour.isMessage() ? flavour.charge(0) : 0;
      assertThat(pipe.stat().number("used")).isEqualTo(flavour.charge(5) + empty);
      readNow(pipe, 5);
      assertThat(pipe.stat().number("used")).isEqualTo(empty);
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void whatIsReadFromABroadcastStaysInUseForThoseWhoComeLater(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(pipe, "12345");
      readNow(pipe, 5);
      assertThat(pipe.stat().number("used")).isEqualTo(flavour.charge(5));
      try (PipeChannel late = lateReader()) {
        assertThat(readNow(late, 5)).isEqualTo("'12345'");
      }
    }
  }

  @EachFlavour
  void countsOutliveTheHandlesThatMadeThem(Flavour flavour) throws IOException {
    try (PipeChannel keeper = open(Access.READ, flavour, 100)) {
      try (PipeChannel writer = writer(NAME)) {
        writeNow(writer, "12345");
      }
      Peer peer = helper();
      peer.open("r", NAME, Access.READ, "from=oldest");
      assertThat(peer.read("r", 50, "now")).isEqualTo("'12345'");
      peer.close("r");
      assertThat(keeper.stat().number("bytes-in")).isEqualTo(5);
      assertThat(keeper.stat().number("bytes-out")).isEqualTo(5);
      assertThat(keeper.stat().number("handles")).isEqualTo(1);
    }
  }

  @EachFlavour
  void everyHandleIsListedWithItsProcessItsAccessAndWhatItMoved(Flavour flavour)
      throws IOException {
    Peer peer = helper();
    try (PipeChannel reader = open(Access.READ, flavour, 100)) {
      peer.open("w", NAME, Access.WRITE);
      peer.write("w", new byte[] {'x', 'y'}, "now");
      assertThat(readNow(reader, 50)).isEqualTo("'xy'");
      List<Attributes> handles = device.handles(NAME);
      assertThat(handles).hasSize(2);
      Attributes mine = with(handles, "read");
      assertThat(mine.number("pid")).isEqualTo(ProcessHandle.current().pid());
      assertThat(mine.number("bytes-out")).isEqualTo(2);
      assertThat(mine.number("bytes-in")).isZero();
      Attributes other = with(handles, "write");
      assertThat(other.number("pid")).isEqualTo(peer.pid());
      assertThat(other.number("bytes-in")).isEqualTo(2);
      assertThat(other.number("messages-in")).isEqualTo(1);
      for (Attributes handle : handles) {
        assertThat(handle.text("pipe")).isEqualTo(NAME);
        assertThat(handle.text("state")).isEqualTo("alive");
        assertThat(handle.text("waiting")).isEqualTo("none");
      }
      peer.close("w");
      assertThat(device.handles(NAME)).hasSize(1);
    }
  }

  private static Attributes with(List<Attributes> handles, String access) {
    return handles.stream()
        .filter(handle -> access.equals(handle.text("access")))
        .findFirst()
        .orElseThrow();
  }
}
