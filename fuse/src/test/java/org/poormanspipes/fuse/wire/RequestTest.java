package org.poormanspipes.fuse.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Caller;

class RequestTest {
  private static byte[] bytes(int length, byte[] body) {
    byte[] bytes = new byte[Request.HEADER + body.length];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putInt(Opcode.LOOKUP)
        .putLong(77)
        .putLong(1)
        .putInt(1000)
        .putInt(100)
        .putInt(4711)
        .putInt(0)
        .put(body);
    return bytes;
  }

  private static Request request(byte[] body) {
    byte[] bytes = bytes(Request.HEADER + body.length, body);
    Request request = new Request(MemorySegment.ofArray(bytes));
    assertThat(request.received(bytes.length)).isTrue();
    return request;
  }

  @Test
  void theHeaderIsRead() {
    Request request = request(new byte[0]);
    assertThat(request.opcode()).isEqualTo(Opcode.LOOKUP);
    assertThat(request.unique()).isEqualTo(77);
    assertThat(request.node()).isEqualTo(1);
    assertThat(request.caller()).isEqualTo(new Caller(1000, 100, 4711));
    assertThat(request.bodyLength()).isZero();
  }

  @Test
  void aLengthThatIsNotWhatWasReceivedIsNoRequest() {
    byte[] bytes = bytes(Request.HEADER + 8, new byte[4]);
    Request request = new Request(MemorySegment.ofArray(bytes));
    assertThat(request.received(bytes.length)).isFalse();
    assertThat(request.received(Request.HEADER - 1)).isFalse();
  }

  @Test
  void textsEndWithAZeroByteAndFollowEachOther() throws Exception {
    Request request = request("first\0zwei \u00fc\0rest".getBytes(UTF_8));
    assertThat(request.text(0)).isEqualTo("first");
    assertThat(request.behindText(0)).isEqualTo(6);
    assertThat(request.text(6)).isEqualTo("zwei \u00fc");
    assertThat(new String(request.bytes(request.behindText(6), 4), UTF_8)).isEqualTo("rest");
  }

  @Test
  void aTextThatIsNotUnicodeIsRefused() {
    Request request = request(new byte[] {(byte) 0xc3, 0x28, 0});
    assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> request.text(0));
  }

  @Test
  void nothingIsReadBeyondTheEnd() {
    Request request = request(new byte[12]);
    assertThat(request.int32(8)).isZero();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> request.int32(9));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> request.int64(8));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> request.bytes(4, 9));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> request.slice(0, -1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> request.bytes(13, 0));
  }

  @Test
  void aDetachedRequestStaysWhatItWas() throws Exception {
    byte[] bytes = bytes(Request.HEADER + 3, "ab\0".getBytes(UTF_8));
    Request request = new Request(MemorySegment.ofArray(bytes));
    assertThat(request.received(bytes.length)).isTrue();
    Request detached = request.detached();
    request.memory().fill((byte) 0x55);
    assertThat(detached.text(0)).isEqualTo("ab");
    assertThat(detached.unique()).isEqualTo(77);
  }
}
