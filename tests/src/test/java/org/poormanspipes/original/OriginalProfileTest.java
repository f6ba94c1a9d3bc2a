package org.poormanspipes.original;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// The original system's facts, row by row, at the level of the library. What concerns its two
/// programs is tested with the command.
class OriginalProfileTest extends OriginalDevice {
  // Exact behaviour of the published code.

  @Test
  void exactly1999BytesFitAndThe2000thDoesNot() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      for (int taken = 0; taken < USABLE; taken++) {
        assertThat(pipe.write(ByteBuffer.wrap(new byte[] {(byte) taken}))).isEqualTo(1);
      }
      assertThat(pipe.write(ByteBuffer.wrap(new byte[] {1}))).isZero();
      assertThat(pipe.write(ByteBuffer.wrap(new byte[] {1}), Timeout.FOREVER))
          .isEqualTo(Outcome.FULL);
      ByteBuffer all = ByteBuffer.allocate(3000);
      assertThat(pipe.read(all)).isEqualTo(USABLE);
      for (int at = 0; at < USABLE; at++) {
        assertThat(all.get(at)).isEqualTo((byte) at);
      }
    }
  }

  @Test
  void oneWriteOf2000BytesTakes1999AndSaysSo() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      assertThat(pipe.write(ByteBuffer.allocate(USABLE + 1))).isEqualTo(USABLE);
    }
  }

  @Test
  void theProfileIsByteRejectQueueTemporaryForAnyone() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      Attributes described = pipe.stat();
      assertThat(described.text("type")).isEqualTo("byte");
      assertThat(described.text("when-full")).isEqualTo("reject");
      assertThat(described.text("delivery")).isEqualTo("queue");
      assertThat(described.text("lifetime")).isEqualTo("temporary");
      assertThat(described.number("capacity")).isEqualTo(USABLE);
      assertThat(described.text("mode")).isEqualTo("0666");
    }
  }

  @Test
  void aReadGoesAcrossWritesAndNulHasNoMeaning() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      pipe.write(ByteBuffer.wrap("one\0".getBytes(UTF_8)));
      pipe.write(ByteBuffer.wrap("two\0".getBytes(UTF_8)));
      byte[] read = new byte[6];
      assertThat(pipe.read(ByteBuffer.wrap(read))).isEqualTo(6);
      assertThat(read).isEqualTo("one\0tw".getBytes(UTF_8));
    }
  }

  @Test
  void theLastCloseFreesThePipeWithWhateverIsUnread() throws IOException {
    try (PipeChannel pipe = open("HELLO");
        PipeChannel other = open("hello")) {
      pipe.write(ByteBuffer.wrap(new byte[10]));
      other.write(ByteBuffer.wrap(new byte[10]));
    }
    assertThat(device.list()).isEmpty();
    try (PipeChannel pipe = open("HELLO")) {
      assertThat(pipe.read(ByteBuffer.allocate(10), Timeout.NOW)).isEqualTo(Outcome.EMPTY);
    }
  }

  @Test
  void theBareDeviceAndALoneSeparatorAreTwoUnnamedPipes() throws IOException {
    try (PipeChannel bare = open("");
        PipeChannel separator = open("\\")) {
      bare.write(ByteBuffer.wrap(new byte[10]));
      assertThat(separator.read(ByteBuffer.allocate(10), Timeout.NOW)).isEqualTo(Outcome.EMPTY);
      assertThat(bare.read(ByteBuffer.allocate(10), Timeout.NOW)).isEqualTo(10);
      assertThat(device.list()).extracting(pipe -> pipe.text("name")).contains("", "/");
    }
  }

  @Test
  void dataPassesBetweenProcesses() throws IOException {
    try (Peer peer = Peer.start(options("Example").build());
        PipeChannel pipe = open("HELLO")) {
      peer.open("w", "hello", Access.WRITE, "profile=original");
      assertThat(peer.write("w", new byte[USABLE + 1], "forever")).isEqualTo("" + USABLE);
      assertThat(pipe.read(ByteBuffer.allocate(3000))).isEqualTo(USABLE);
    }
  }

  // Contexts: rows 1 to 9, 13 and 15.

  @Test
  void handlesOfOneNameShareTheResourceContextAndHaveTheirOwnInstanceContext() throws IOException {
    try (PipeChannel one = open("HELLO");
        PipeChannel two = open("hello");
        PipeChannel other = open("OTHER")) {
      Object resource = one.fileObject().resourceContext(Object.class);
      assertThat(two.fileObject().resourceContext(Object.class)).isSameAs(resource);
      assertThat(other.fileObject().resourceContext(Object.class)).isNotSameAs(resource);
      Object instance = one.fileObject().instanceContext(Object.class);
      assertThat(two.fileObject().instanceContext(Object.class)).isNotSameAs(instance);
      assertThat(instance).isInstanceOf(FastPath.class);
      assertThat(one.fileObject().device()).isSameAs(device.object());
      assertThatThrownBy(() -> one.fileObject().resourceContext(String.class))
          .isInstanceOf(ClassCastException.class);
    }
  }

  @Test
  void aFileObjectShowsWhatADebuggerWould() throws IOException {
    try (PipeChannel pipe = device.open("HELLO", Access.WRITE)) {
      assertThat(pipe.fileObject().toString())
          .contains(
              "fileName=HELLO",
              "readAccess=false",
              "writeAccess=true",
              "deletePending=false",
              "handles=1",
              "references=1",
              "resourceContext=",
              "instanceContext=");
    }
  }

  @Test
  void readingThroughTheEntryPointsIsReadingThroughTheFastPath() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      FileObject file = pipe.fileObject();
      assertThat(file.write(ByteBuffer.wrap(new byte[5]), Timeout.NOW)).isEqualTo(5);
      assertThat(file.read(ByteBuffer.allocate(3), Timeout.NOW)).isEqualTo(3);
      assertThat(pipe.read(ByteBuffer.allocate(3), Timeout.NOW)).isEqualTo(2);
    }
  }

  @Test
  void cleanupEndsTheWaitsAndCloseFreesWhenTheLastReferenceGoes() throws Exception {
    PipeChannel pipe = open("HELLO");
    FileObject file = pipe.fileObject();
    assertThat(file.reference()).isTrue();
    Eventually.Background<Integer> reading =
        Eventually.background(() -> pipe.read(ByteBuffer.allocate(10)));
    Eventually.holds(
        "the reader waits",
        () -> "data".equals(device.handles("HELLO").getFirst().text("waiting")));
    pipe.close();
    assertThatThrownBy(reading::result).isInstanceOf(IOException.class);
    assertThat(device.list()).as("cleanup alone frees nothing").hasSize(1);
    file.dereference();
    assertThat(device.list()).isEmpty();
    assertThat(file.reference()).isFalse();
  }

  @Test
  void memoryIsAccountedForByTag() throws IOException {
    try (PipeChannel _ = open("HELLO")) {
      List<Attributes> pool = device.pool();
      assertThat(pool).extracting(account -> account.text("tag")).contains("Pipe", "Ring");
      for (Attributes account : pool) {
        long diff = account.number("allocs") - account.number("frees");
        assertThat(account.number("diff")).isEqualTo(diff).isEqualTo(1);
        assertThat(account.number("bytes")).isPositive();
        assertThat(account.number("per-alloc")).isEqualTo(account.number("bytes"));
        assertThat(account.number("peak")).isGreaterThanOrEqualTo(account.number("bytes"));
        assertThat(account.text("overrun")).isNull();
      }
    }
    for (Attributes account : device.pool()) {
      assertThat(account.number("diff")).isZero();
      assertThat(account.number("bytes")).isZero();
    }
  }
}
