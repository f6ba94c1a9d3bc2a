package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Peer;

/// Pipes that somebody removes.
abstract class DeletionContract extends ContractTest {

  @EachFlavour
  void anOpenPipeIsDeletedOnlyByForce(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
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

  @EachFlavour
  void aClosedPipeIsDeletedWithoutForceAndWithWhatWasUnread(Flavour flavour) throws IOException {
    String before = pool();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      writeNow(writer, "unread");
    }
    if (flavour.keepsUnread()) {
      device.delete(NAME);
    } else {
      refusal(Kind.NOT_FOUND, () -> device.delete(NAME));
    }
    assertFreed(before);
  }

  @EachFlavour
  void anotherProcessHearsOfAForcedDeletion(Flavour flavour) throws IOException {
    Peer peer = helper();
    peer.open("w", NAME, Access.WRITE, flavour.properties(100));
    peer.open("r", NAME, Access.READ);
    peer.write("w", new byte[] {'x'}, "now");
    device.deleteForced(NAME);
    assertThat(peer.write("w", new byte[] {'y'}, "now")).startsWith("!DELETED");
    assertThat(peer.read("r", 8, "forever")).isEqualTo("'x'");
    assertThat(peer.read("r", 8, "forever")).isEqualTo("END");
    peer.close("w");
    peer.close("r");
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }
}
