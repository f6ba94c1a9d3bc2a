package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// When a pipe has ended for a reader, when it goes away, and what a deletion means.
class PipeEndTest extends PipeTest {

  @Test
  void aHandleOpenedOnAnEmptyPipeWithoutWritersWaits() throws Exception {
    device.create("p", PipeOptions.DEFAULT);
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader)).isEqualTo("EMPTY");
      assertThat(reader.peek(ByteBuffer.allocate(1))).isEqualTo(Outcome.EMPTY);
      assertThat(read(reader, 1, LITTLE)).isEqualTo("EMPTY");
      Task<String> read = Tasks.start(() -> read(reader, 10, Timeout.FOREVER));
      untilWaiting("p", "data");
      try (PipeChannel writer = writer("p")) {
        write(writer, "first");
      }
      assertThat(read.get()).isEqualTo("first");
      assertThat(read(reader)).isEqualTo("END");
    }
  }

  @Test
  void theEndComesAfterTheData() throws IOException {
    PipeChannel writer = writer("p");
    try (PipeChannel reader = reader("p")) {
      write(writer, "abc");
      assertThat(read(reader, 1)).isEqualTo("a");
      writer.close();
      assertThat(read(reader, 1)).isEqualTo("b");
      ByteBuffer seen = ByteBuffer.allocate(5);
      assertThat(reader.peek(seen)).isEqualTo(1);
      assertThat(read(reader)).isEqualTo("c");
      assertThat(reader.peek(seen)).isEqualTo(Outcome.END);
      assertThat(read(reader)).isEqualTo("END");
      assertThat(reader.read(ByteBuffer.allocate(1))).as("again").isEqualTo(-1);
    }
  }

  @Test
  void aWriterThatWroteNothingWasAWriter() throws IOException {
    try (PipeChannel reader = reader("p")) {
      writer("p").close();
      assertThat(read(reader)).isEqualTo("END");
    }
  }

  @Test
  void aWriterThatWasThereWhenTheReaderCameWasAWriter() throws IOException {
    PipeChannel writer = writer("p");
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader)).isEqualTo("EMPTY");
      writer.close();
      assertThat(read(reader)).isEqualTo("END");
    }
  }

  @Test
  void aHandleThatReadSomethingSeesTheEndWithoutAWriterOfItsTime() throws IOException {
    try (PipeChannel writer = writer("p")) {
      write(writer, "left behind");
    }
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader)).isEqualTo("left behind");
      assertThat(read(reader)).isEqualTo("END");
    }
  }

  @Test
  void aWriterOfAnEarlierTimeIsNoWriter() throws IOException {
    PipeOptions permanent = options().lifetime(Lifetime.PERMANENT).build();
    device.open("p", Access.WRITE, permanent).close();
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader)).isEqualTo("EMPTY");
    }
  }

  @Test
  void aNewWriterReopensTheStream() throws IOException {
    try (PipeChannel reader = reader("p")) {
      writer("p").close();
      assertThat(read(reader)).isEqualTo("END");
      try (PipeChannel writer = writer("p")) {
        assertThat(read(reader)).isEqualTo("EMPTY");
        write(writer, "again");
      }
      assertThat(read(reader)).isEqualTo("again");
      assertThat(read(reader)).isEqualTo("END");
    }
  }

  @Test
  void aReadWriteHandleIsAWriter() throws IOException {
    try (PipeChannel reader = reader("p");
        PipeChannel both = device.open("p", Access.READ_WRITE)) {
      assertThat(read(both)).as("it is its own writer").isEqualTo("EMPTY");
      assertThat(read(reader)).isEqualTo("EMPTY");
      both.close();
      assertThat(read(reader)).isEqualTo("END");
    }
  }

  @Test
  void aHandleForAttributesIsNoWriter() throws IOException {
    try (PipeChannel reader = reader("p");
        PipeChannel looker = device.open("p", Access.ATTRIBUTES)) {
      writer("p").close();
      assertThat(read(reader)).isEqualTo("END");
      assertThat(looker.isOpen()).isTrue();
    }
  }

  @Test
  void theLastWritersCloseEndsABlockedRead() throws Exception {
    try (PipeChannel reader = reader("p")) {
      PipeChannel one = writer("p");
      PipeChannel two = writer("p");
      Task<Integer> read = Tasks.start(() -> reader.read(ByteBuffer.allocate(1)));
      untilWaiting("p", "data");
      one.close();
      untilWaiting("p", "data");
      assertThat(read.isDone()).isFalse();
      two.close();
      assertThat(read.get()).isEqualTo(-1);
    }
  }

  @Test
  void theRestOfAMessageComesBeforeTheEnd() throws IOException {
    try (PipeChannel reader = device.open("p", Access.READ, MESSAGES)) {
      try (PipeChannel writer = writer("p")) {
        write(writer, "abcdef");
      }
      assertThat(read(reader, 2)).isEqualTo("ab");
      assertThat(read(reader, 2)).isEqualTo("cd");
      assertThat(read(reader, 2)).isEqualTo("ef");
      assertThat(read(reader, 2)).isEqualTo("END");
    }
  }

  @Test
  void aDrainingPipeLastsUntilItIsRead() throws IOException {
    try (PipeChannel writer = writer("p")) {
      write(writer, "abc");
    }
    assertThat(exists("p")).isTrue();
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader, 2)).isEqualTo("ab");
    }
    assertThat(exists("p")).isTrue();
    try (PipeChannel reader = reader("p")) {
      assertThat(read(reader)).isEqualTo("c");
    }
    assertThat(exists("p")).isFalse();
    assertThat(device.pool()).allMatch(account -> account.number("bytes") == 0);
  }

  @Test
  void aTemporaryPipeGoesWithItsLastHandleAndWhateverIsUnread() throws IOException {
    PipeOptions temporary = options().lifetime(Lifetime.TEMPORARY).build();
    PipeChannel reader = device.open("p", Access.READ, temporary);
    try (PipeChannel writer = writer("p")) {
      write(writer, "unread");
    }
    assertThat(exists("p")).isTrue();
    reader.close();
    assertThat(exists("p")).isFalse();
    try (PipeChannel another = device.open("p", Access.READ, temporary)) {
      assertThat(read(another)).isEqualTo("EMPTY");
    }
  }

  @Test
  void aPermanentPipeStays() throws IOException {
    PipeOptions permanent = options().lifetime(Lifetime.PERMANENT).build();
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, permanent)) {
      write(pipe, "x");
      assertThat(read(pipe)).isEqualTo("x");
    }
    assertThat(exists("p")).isTrue();
    device.set("p", options().lifetime(Lifetime.TEMPORARY).build());
    reader("p").close();
    assertThat(exists("p")).isFalse();
  }

  @Test
  void aPipeThatWasOnlyCreatedWaitsForItsFirstUse() throws IOException {
    device.create("p", options().lifetime(Lifetime.TEMPORARY).build());
    assertThat(exists("p")).isTrue();
    device.open("p", Access.ATTRIBUTES).close();
    assertThat(exists("p")).isTrue();
    reader("p").close();
    assertThat(exists("p")).isFalse();
  }

  @Test
  void anOpenPipeIsNotDeletedWithoutForce() throws IOException {
    try (PipeChannel reader = reader("p")) {
      assertRefused(Kind.IN_USE, () -> device.delete("p"), "'p'", "pid " + pid());
      assertThat(read(reader)).isEqualTo("EMPTY");
    }
    assertRefused(Kind.NOT_FOUND, () -> device.delete("p"), "'p'");
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void aForcedDeletionLetsReadersDrainAndTellsWriters() throws IOException {
    try (PipeChannel writer = writer("p");
        PipeChannel reader = reader("p")) {
      write(writer, "left");
      device.deleteForced("P");
      assertThat(exists("p")).isFalse();
      assertRefused(Kind.DELETED, () -> write(writer, "x"), "'p' was deleted");
      assertRefused(Kind.DELETED, writer::stat, "'p' was deleted");
      PipeOptions change = options().whenFull(WhenFull.REJECT).build();
      assertRefused(Kind.DELETED, () -> writer.set(change), "'p' was deleted");
      assertThat(read(reader, 2)).isEqualTo("le");
      assertThat(read(reader)).isEqualTo("ft");
      assertThat(read(reader)).isEqualTo("END");
      assertThat(reader.peek(ByteBuffer.allocate(1))).isEqualTo(Outcome.END);
    }
    assertThat(device.pool()).allMatch(account -> account.number("bytes") == 0);
    assertThat(device.describe().number("pipes")).isZero();
  }

  @Test
  void aForcedDeletionEndsBlockedReadersAndWriters() throws Exception {
    try (PipeChannel pipe = device.open("p", Access.READ_WRITE, options().capacity(4).build());
        PipeChannel empty = device.open("empty", Access.READ_WRITE)) {
      write(pipe, "full");
      Task<Boolean> write =
          Tasks.start(() -> {
            assertRefused(Kind.DELETED, () -> pipe.write(text("x")), "'p' was deleted");
            return true;
          });
      Task<Integer> read = Tasks.start(() -> empty.read(ByteBuffer.allocate(1)));
      untilWaiting("p", "room");
      untilWaiting("empty", "data");
      device.deleteForced("p");
      device.deleteForced("empty");
      assertThat(write.get()).isTrue();
      assertThat(read.get()).isEqualTo(-1);
    }
  }

  @Test
  void aDeletedNameIsFreeAtOnce() throws IOException {
    try (PipeChannel old = device.open("p", Access.READ_WRITE)) {
      write(old, "old");
      device.deleteForced("p");
      try (PipeChannel young = device.open("p", Access.READ_WRITE)) {
        assertThat(read(young)).isEqualTo("EMPTY");
        write(young, "young");
        assertThat(read(old)).isEqualTo("old");
        assertThat(read(young)).isEqualTo("young");
        old.close();
        assertThat(exists("p")).as("its last close takes nothing from the new one").isTrue();
      }
    }
  }
}
