package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.time.Timeout;

/// What a closed or deleted channel still does: it says so, whatever is asked of it.
class ClosedChannelTest extends PipeTest {

  @Test
  void everyOperationOfAClosedChannelSaysThatItIsClosed() throws Exception {
    PipeChannel closed = device.open("p", Access.READ_WRITE);
    closed.close();
    ByteBuffer buffer = ByteBuffer.allocate(8);
    assertThatThrownBy(() -> closed.write(buffer, Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> closed.read(buffer, Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> closed.peek(buffer)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(closed::stat).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(closed::duplicate).isInstanceOf(ClosedChannelException.class);
    assertThat(closed.fileObject().toString()).contains("handles=0");
  }

  @Test
  void theFastPathOfAClosedHandleTouchesNothing() throws Exception {
    PipeChannel closed = device.open("p", Access.READ_WRITE);
    var path = closed.fileObject().fastPath();
    closed.close();
    var memory = java.lang.foreign.MemorySegment.ofArray(new byte[8]);
    assertThat(path).isNotNull();
    assertThatThrownBy(() -> path.write(memory, 0, 8, Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> path.write(memory, 0, 8, Timeout.FOREVER))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> path.read(memory, 0, 8, Timeout.FOREVER))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void aClosedChannelStaysClosedWhileItsDuplicateIsOpen() throws Exception {
    PipeChannel first = device.open("p", Access.READ_WRITE);
    try (PipeChannel second = first.duplicate()) {
      first.close();
      second.write(ByteBuffer.wrap(new byte[] {1}));
      assertThatThrownBy(() -> first.read(ByteBuffer.allocate(1)))
          .isInstanceOf(ClosedChannelException.class);
      assertThat(second.read(ByteBuffer.allocate(9))).isEqualTo(1);
    }
  }

  @Test
  void whoeverFindsThePipeDeletedShowsIt() throws Exception {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE)) {
      device.deleteForced("p");
      assertThatThrownBy(() -> pipe.write(ByteBuffer.allocate(1)))
          .isInstanceOf(DeviceException.class);
      assertThat(pipe.fileObject().deletePending()).isTrue();
    }
  }

  @Test
  void aStreamTellsThatAnEmptyMessageWasRefused() throws Exception {
    PipeOptions small =
        options().type(PipeType.MESSAGE).whenFull(WhenFull.REJECT).capacity(16).build();
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, small)) {
      pipe.write(ByteBuffer.allocate(8));
      assertThatThrownBy(() -> pipe.outputStream().write(new byte[0]))
          .isInstanceOf(DeviceException.class);
    }
  }
}
