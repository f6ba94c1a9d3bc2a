package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.TemporaryRoot;

/// A handle that is closed is seen to by its owner; one whose owner was killed, by whoever comes
/// by.
class OwnerAndReaperTest {
  private static final String PIPE = "P";

  private TemporaryRoot root;
  private DeviceOptions options;

  @BeforeEach
  void prepare() throws IOException {
    root = new TemporaryRoot();
    options = DeviceOptions.builder().device("Example").root(root.path()).build();
  }

  @AfterEach
  void clear() throws IOException {
    root.close();
  }

  private List<String> files() {
    return TemporaryRoot.tree(root.path().resolve("example"));
  }

  @Test
  void whoClosesTheLastHandleRemovesThePipeItself() throws Exception {
    try (Peer owner = Peer.start(options)) {
      owner.open("w", PIPE, Access.WRITE, "lifetime=temporary");
      owner.write("w", new byte[10], "now");
      assertThat(files()).hasSize(4);
      owner.close("w");
      assertThat(files()).containsExactly("device", "lock");
    }
  }

  @Test
  void ofAKilledOwnerAnotherProcessRemovesTheTemporaryPipe() throws Exception {
    try (Peer owner = Peer.start(options);
        Peer other = Peer.start(options)) {
      owner.open("w", PIPE, Access.WRITE, "lifetime=temporary");
      owner.write("w", new byte[10], "now");
      owner.kill();
      assertThat(files()).as("nobody came by").hasSize(4);
      assertThat(other.ask("list")).isEqualTo("[]");
      assertThat(files()).containsExactly("device", "lock");
    }
  }

  @Test
  void ofAKilledOwnerAnotherProcessKeepsWhatWasNotReadAndRemovesItAfterwards() throws Exception {
    try (Peer owner = Peer.start(options);
        Peer other = Peer.start(options)) {
      owner.open("w", PIPE, Access.WRITE);
      owner.write("w", "unread".getBytes(java.nio.charset.StandardCharsets.UTF_8), "now");
      owner.kill();
      assertThat(other.ask("list")).isEqualTo("[" + PIPE + "]");
      assertThat(other.ask("stat", PIPE)).contains("handles=0", "bytes-in=6");
      other.open("r", PIPE, Access.READ);
      assertThat(other.read("r", 100, "now")).isEqualTo("'unread'");
      other.close("r");
      assertThat(files()).containsExactly("device", "lock");
    }
  }

  @Test
  void aKilledOwnersOtherPipesAreSeenToOneByOne() throws Exception {
    try (Peer owner = Peer.start(options);
        Peer other = Peer.start(options)) {
      owner.open("a", "A", Access.READ_WRITE, "lifetime=temporary");
      owner.open("b", "B", Access.READ_WRITE, "lifetime=permanent");
      other.open("c", "A", Access.READ);
      owner.kill();
      assertThat(other.ask("list")).isEqualTo("[A, B]");
      other.close("c");
      assertThat(other.ask("list")).isEqualTo("[B]");
    }
  }
}
