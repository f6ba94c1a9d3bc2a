package org.poormanspipes.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.time.Timeout;

class FileObjectTest {

  private final TinyDriver driver = new TinyDriver();
  private final DeviceObject device = new DeviceObject(driver, "Example", () -> "tiny");

  private FileObject open(Access access) throws IOException {
    return device.open(new CreateRequest("HELLO", access, Disposition.OPEN_OR_CREATE, Map.of()));
  }

  @Test
  void closingTheOnlyHandleCleansUpAndThenCloses() throws IOException {
    FileObject file = open(Access.READ);
    file.closeHandle();
    assertThat(driver.entries()).containsExactly("create", "cleanup", "close");
    assertThat(driver.call("cleanup").thread()).isSameAs(Thread.currentThread());
    assertThat(device.openFiles()).isZero();
  }

  @Test
  void aReaderInFlightDefersTheCloseAndNotTheCleanup() throws Exception {
    FileObject file = open(Access.READ);
    Task<Integer> reader = Tasks.start(() -> file.read(ByteBuffer.allocate(1), Timeout.FOREVER));
    driver.reading.await();
    file.closeHandle();
    assertThat(driver.entries()).containsExactly("create", "read", "cleanup");
    assertThat(driver.call("cleanup").thread()).isSameAs(Thread.currentThread());
    assertThat(device.openFiles()).as("still referred to").isEqualTo(1);
    driver.letGo.countDown();
    assertThat(reader.get()).isEqualTo(Outcome.EMPTY);
    assertThat(driver.entries()).containsExactly("create", "read", "cleanup", "close");
    assertThat(driver.call("close").thread()).isSameAs(reader.thread());
    assertThat(device.openFiles()).isZero();
  }

  @Test
  void aReferenceDefersTheClose() throws IOException {
    FileObject file = open(Access.READ);
    assertThat(file.reference()).isTrue();
    file.closeHandle();
    assertThat(driver.entries()).doesNotContain("close");
    assertThat(file.reference()).as("as long as one is left").isTrue();
    file.dereference();
    file.dereference();
    assertThat(driver.entries()).endsWith("cleanup", "close");
    assertThat(file.reference()).isFalse();
  }

  @Test
  void everyDuplicateMustBeClosed() throws IOException {
    FileObject file = open(Access.WRITE);
    file.addHandle();
    file.addHandle();
    file.closeHandle();
    file.closeHandle();
    assertThat(driver.entries()).containsExactly("create");
    file.write(ByteBuffer.allocate(3), Timeout.NOW);
    file.closeHandle();
    assertThat(driver.entries()).containsExactly("create", "write", "cleanup", "close");
    assertThatThrownBy(file::addHandle).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::closeHandle)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'HELLO'");
    assertThat(driver.entries()).hasSize(4);
  }

  @Test
  void aClosedFileTakesNoMoreRequests() throws IOException {
    FileObject file = open(Access.READ_WRITE);
    file.closeHandle();
    ByteBuffer buffer = ByteBuffer.allocate(1);
    assertThatThrownBy(() -> file.read(buffer, Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> file.write(buffer, Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> file.control(new ControlRequest("stat", Map.of())))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(driver.entries()).containsExactly("create", "cleanup", "close");
  }

  @Test
  void manyThreadsCleanUpAndCloseOnce() throws Exception {
    for (int round = 0; round < 200; round++) {
      driver.calls.clear();
      FileObject file = open(Access.WRITE);
      List<Task<Boolean>> threads = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        file.addHandle();
        threads.add(
            Tasks.start(() -> {
              file.write(ByteBuffer.allocate(1), Timeout.NOW);
              file.closeHandle();
              return true;
            }));
      }
      file.closeHandle();
      for (Task<Boolean> thread : threads) {
        thread.get();
      }
      assertThat(driver.entries()).containsOnlyOnce("cleanup", "close");
      assertThat(driver.entries()).endsWith("cleanup", "close");
    }
    assertThat(device.openFiles()).isZero();
  }

  @Test
  void whatItWasNotOpenedForIsDenied() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    assertDenied(() -> open(Access.READ).write(buffer, Timeout.NOW), "access=READ", "write");
    assertDenied(() -> open(Access.WRITE).read(buffer, Timeout.NOW), "access=WRITE", "read");
    assertDenied(
        () -> open(Access.ATTRIBUTES).read(buffer, Timeout.NOW), "access=ATTRIBUTES", "read");
    open(Access.ATTRIBUTES).control(new ControlRequest("stat", Map.of()));
    assertThat(driver.entries()).doesNotContain("read", "write");
  }

  private static void assertDenied(ThrowingCallable call, String... says) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.kind()).isEqualTo(DeviceException.Kind.DENIED))
        .hasMessageContaining("'HELLO'")
        .hasMessageContainingAll(says);
  }

  @Test
  void theContextsAreTheDriversOwn() throws IOException {
    FileObject file = open(Access.READ);
    assertThat(file.resourceContext(String.class)).isEqualTo("resource HELLO");
    assertThat(file.instanceContext(String.class)).isEqualTo("instance 1");
    assertThatThrownBy(() -> file.resourceContext(Integer.class))
        .isInstanceOf(ClassCastException.class);
    file.setContexts(null, null);
    assertThatThrownBy(() -> file.instanceContext(String.class))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContaining("no String was set");
    assertThat(file.fastPath()).isNull();
  }

  @Test
  void itShowsWhatADebuggerShows() throws IOException {
    FileObject file = open(Access.WRITE);
    file.addHandle();
    file.reference();
    assertThat(file)
        .hasToString(
            "FileObject[fileName=HELLO, readAccess=false, writeAccess=true, deletePending=false,"
                + " handles=2, references=3, resourceContext=resource HELLO,"
                + " instanceContext=instance 1]");
    file.markDeletePending();
    assertThat(file.deletePending()).isTrue();
    assertThat(file.toString()).contains("deletePending=true");
  }
}
