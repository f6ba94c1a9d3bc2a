package org.poormanspipes.fuse.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ReplyTest {
  private static ByteBuffer bytes(MemorySegment reply) {
    return ByteBuffer.wrap(reply.toArray(ValueLayout.JAVA_BYTE)).order(ByteOrder.nativeOrder());
  }

  @Test
  void headerAndBodyLieBehindEachOther() {
    Reply reply = new Reply().clear().int16(7).int16(8).int32(9).int64(10).bytes(new byte[] {1});
    ByteBuffer bytes = bytes(reply.zeros(3).finish(99, 0));
    assertThat(bytes.getInt()).isEqualTo(16 + 20).isEqualTo(bytes.capacity());
    assertThat(bytes.getInt()).isZero();
    assertThat(bytes.getLong()).isEqualTo(99);
    assertThat(bytes.getShort()).isEqualTo((short) 7);
    assertThat(bytes.getShort()).isEqualTo((short) 8);
    assertThat(bytes.getInt()).isEqualTo(9);
    assertThat(bytes.getLong()).isEqualTo(10);
    assertThat(bytes.getInt()).isEqualTo(1);
  }

  @Test
  void anErrorHasNoBody() {
    ByteBuffer bytes = bytes(new Reply().int64(1).finish(5, -2));
    assertThat(bytes.capacity()).isEqualTo(16);
    assertThat(bytes.getInt(4)).isEqualTo(-2);
  }

  @Test
  void aBodyMayBeWrittenInPlace() {
    Reply reply = new Reply();
    reply.memory().set(ValueLayout.JAVA_BYTE, reply.bodyAt() + 2, (byte) 42);
    reply.bodyWritten(3);
    assertThat(bytes(reply.finish(1, 0)).get(18)).isEqualTo((byte) 42);
    assertThat(reply.clear().length()).isZero();
  }
}
