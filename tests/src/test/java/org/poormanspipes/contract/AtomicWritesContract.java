package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Peer;

/// Writes to a stream that are never interleaved with others.
abstract class AtomicWritesContract extends ContractTest {
  private static final int WRITERS = 3;
  private static final int COUNT = 1500;

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.BLOCK, lifetime = Lifetime.DRAIN)
  void writesOfUpToFourKilobytesIntoABlockingStreamAreNeverInterleaved(Flavour flavour)
      throws Exception {
    List<Peer> peers = new ArrayList<>();
    try (PipeChannel reader = open(Access.READ, flavour, 10_007)) {
      PipeChannel keeper = writer(NAME);
      for (int writer = 0; writer < WRITERS; writer++) {
        peers.add(helper());
        peers.get(writer).tell("blocks", NAME, writer + "", COUNT + "");
      }
      Background<int[]> reading = Eventually.background(() -> readRecords(reader));
      for (Peer peer : peers) {
        assertThat(peer.answer()).isEqualTo("ok");
      }
      keeper.close();
      assertThat(reading.result()).containsOnly(COUNT);
    }
  }

  /// A stream of records: length, message. Returns how many came of each writer, in order.
  private static int[] readRecords(PipeChannel source) throws IOException {
    int[] next = new int[WRITERS];
    byte[] bytes = new byte[1 << 16];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (source.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.remaining() >= Integer.BYTES
          && buffer.remaining() >= Integer.BYTES + buffer.getInt(buffer.position())) {
        int length = buffer.getInt();
        NumberedMessage record = NumberedMessage.parse(bytes, buffer.position(), length);
        assertThat(record.number()).isEqualTo(next[record.producer()]++);
        buffer.position(buffer.position() + length);
      }
      buffer.compact();
    }
    assertThat(buffer.position()).as("bytes after the last record").isZero();
    return next;
  }
}
