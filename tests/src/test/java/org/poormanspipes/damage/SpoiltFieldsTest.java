package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// One field of a pipe's block is wrong while the pipe is in use: the pipe goes on, or says in one
/// sentence that it is damaged; nobody waits for ever, and nothing of it is left behind.
class SpoiltFieldsTest {
  private static final long LIMIT_NANOS = Eventually.LIMIT.toNanos();

  private TemporaryRoot root;
  private Device device;

  @BeforeEach
  void openDevice() throws IOException {
    root = new TemporaryRoot();
    device = Device.open(Places.device(root.path()));
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
    root.close();
  }

  private PipeChannel open(Access access, String... properties) throws IOException {
    PipeOptions.Builder options = PipeOptions.builder();
    for (String property : properties) {
      int equals = property.indexOf('=');
      options.attribute(property.substring(0, equals), property.substring(equals + 1));
    }
    return device.open("P", access, options.build());
  }

  private BlockFile block() throws IOException {
    return BlockFile.pipe(root.path(), device.stat("P").text("number"));
  }

  private int slot(String access) throws IOException {
    return device.handles("P").stream()
        .filter(handle -> access.equals(handle.text("access")))
        .map(handle -> (int) handle.number("slot"))
        .findFirst()
        .orElseThrow();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  private static Background<Integer> writing(PipeChannel writer, int count) {
    return Eventually.background(() -> writer.write(bytes(count), Timeout.FOREVER));
  }

  private static Background<Integer> reading(PipeChannel reader) {
    return Eventually.background(() -> reader.read(bytes(10_000), Timeout.FOREVER));
  }

  private static int drain(PipeChannel reader, Background<?> until) throws Exception {
    int read = 0;
    long started = System.nanoTime();
    while (!until.done()) {
      read += Math.max(0, reader.read(bytes(500), Timeout.NOW));
      assertThat(System.nanoTime() - started).as("hangs").isLessThan(LIMIT_NANOS);
    }
    until.result();
    for (int more = 0; more >= 0; more = reader.read(bytes(500), Timeout.NOW)) {
      read += more;
    }
    return read;
  }

  private static void refused(Kind kind, ThrowingCallable call) {
    Throwable refused = catchThrowable(call);
    assertThat(refused).isInstanceOf(DeviceException.class);
    assertThat(((DeviceException) refused).kind()).as(refused.getMessage()).isEqualTo(kind);
    assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
  }

  private void assertNothingLeft() throws IOException {
    assertThat(TemporaryRoot.tree(root.path().resolve("example")))
        .containsExactly("device", "lock");
    assertThat(device.describe().number("pipes")).isZero();
    assertThat(device.pool())
        .allSatisfy(account -> {
          assertThat(account.number("diff")).isZero();
          assertThat(account.number("bytes")).isZero();
        });
  }

  @Test
  void aWrongCapacityHoldsNoWriterBack() throws Exception {
    try (PipeChannel writer = open(Access.WRITE, "capacity=1000");
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      block.putLong(BlockFile.CAPACITY, 1 << 30);
      assertThat(drain(reader, writing(writer, 3000))).isEqualTo(3000);
      block.putLong(BlockFile.CAPACITY, -1);
      assertThat(drain(reader, writing(writer, 3000))).isEqualTo(3000);
      writer.write(bytes(1000), Timeout.NOW);
      assertThat(writer.write(bytes(1), Timeout.NOW)).isEqualTo(Outcome.FULL);
    }
  }

  @Test
  void aMutexThatNamesASleepingReaderIsGivenBackByIt() throws Exception {
    try (PipeChannel writer = open(Access.WRITE);
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      Background<Integer> reading = reading(reader);
      block.putInt(BlockFile.MUTEX, slot("read") + 1);
      assertThat(writing(writer, 7).result()).isEqualTo(7);
      assertThat(reading.result()).isEqualTo(7);
    }
  }

  @Test
  void aMutexThatNamesAPollingReaderIsGivenBackByIt() throws Exception {
    try (PipeChannel writer = open(Access.WRITE);
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      block.putInt(BlockFile.MUTEX, slot("read") + 1);
      assertThat(drain(reader, writing(writer, 7))).isEqualTo(7);
    }
  }

  @Test
  void aSlotThatSaysThatItsWriterReadsHoldsNoWriterBack() throws Exception {
    try (PipeChannel writer = open(Access.WRITE, "delivery=broadcast", "capacity=1000");
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      block.putInt(block.inSlot(slot("write"), BlockFile.SLOT_ACCESS), 1);
      assertThat(drain(reader, writing(writer, 5000))).isEqualTo(5000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "broadcast"})
  void aReaderWhosePositionIsNoMessagesDoesNotWaitForEver(String delivery) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, "type=message", "delivery=" + delivery);
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      writer.write(bytes(64));
      long position =
          delivery.equals("queue")
              ? BlockFile.HEAD
              : block.inSlot(slot("read"), BlockFile.SLOT_CURSOR);
      block.putLong(position, block.longAt(position) + 16);
      refused(Kind.DAMAGED, reading(reader)::result);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte", "message"})
  void aGenerationThatIsNotThereIsDamage(String type) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, "type=" + type);
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      writer.write(bytes(10));
      block.putLong(BlockFile.GENERATION, -7);
      refused(Kind.DAMAGED, () -> reader.peek(bytes(10)));
      refused(Kind.DAMAGED, () -> reader.read(bytes(10), Timeout.NOW));
      block.putLong(BlockFile.WRITERS_GENERATION, -7);
      refused(Kind.DAMAGED, () -> writer.write(bytes(10), Timeout.NOW));
      device.deleteForced("P");
      assertThat(TemporaryRoot.tree(root.path().resolve("example")))
          .containsExactly("device", "lock");
      refused(Kind.DELETED, () -> writer.write(bytes(10), Timeout.NOW));
    }
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte", "message"})
  void theWritersCopyOfTheGenerationIsPutRight(String type) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, "type=" + type);
        PipeChannel reader = open(Access.READ);
        BlockFile block = block()) {
      writer.write(bytes(10));
      block.putLong(BlockFile.WRITERS_GENERATION, -7);
      assertThat(writer.write(bytes(10), Timeout.NOW)).isEqualTo(10);
      assertThat(block.longAt(BlockFile.WRITERS_GENERATION)).isZero();
      assertThat(reader.read(bytes(10), Timeout.NOW)).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte", "message"})
  void positionsThatCanNotBeAreNotCopiedToALargerRing(String type) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, "type=" + type, "capacity=1000");
        BlockFile block = block()) {
      writer.write(bytes(100));
      block.putLong(BlockFile.HEAD, 500);
      refused(Kind.DAMAGED, () -> writer.set(PipeOptions.builder().capacity(2000).build()));
      block.putLong(BlockFile.HEAD, 0);
      if (type.equals("message")) {
        block.putLong(BlockFile.FRAME_TAIL, 101);
        refused(Kind.DAMAGED, () -> writer.set(PipeOptions.builder().capacity(2000).build()));
        block.putLong(BlockFile.FRAME_TAIL, 112);
      }
      assertThat(writer.set(PipeOptions.builder().capacity(2000).build()).number("capacity"))
          .isEqualTo(2000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x641, 0x680, 0x740, -64, 0, Integer.MAX_VALUE})
  void slotsThatBeginElsewhereAreDamage(int at) throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      assertThat(block.intAt(BlockFile.SLOTS_AT)).isEqualTo(0x640);
      block.putInt(BlockFile.SLOTS_AT, at);
    }
    assertDamaged();
  }

  @Test
  void aKeyThatDoesNotGoWithTheNumberIsDamage() throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      block.put(block.intAt(BlockFile.KEY_AT), (byte) 'q');
    }
    assertDamaged();
  }

  @Test
  void noSlotsAtAllAreDamage() throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      block.putInt(BlockFile.SLOT_COUNT, 0);
    }
    refused(Kind.DAMAGED, () -> open(Access.READ));
    device.delete("P");
    assertNothingLeft();
  }

  private void assertDamaged() throws IOException {
    refused(Kind.DAMAGED, () -> open(Access.READ));
    assertThat(device.list()).singleElement().satisfies(SpoiltFieldsTest::isShownAsDamaged);
    assertThat(device.handles("P")).singleElement().satisfies(SpoiltFieldsTest::isShownAsDamaged);
    isShownAsDamaged(device.stat("P"));
    device.delete("P");
    assertNothingLeft();
  }

  private static void isShownAsDamaged(Attributes shown) {
    assertThat(shown.text("damage")).isNotBlank().doesNotContain("\n");
  }

  @Test
  void aPipeThatOnlySaysThatItWasDeletedIsRemovedAllTheSame() throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      block.putInt(BlockFile.DELETED, 1);
    }
    device.delete("P");
    assertNothingLeft();
  }

  @Test
  void aPipeThatOnlySaysThatItWasDeletedIsMadeAnew() throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      block.putInt(BlockFile.DELETED, 1);
    }
    open(Access.WRITE, "lifetime=permanent").close();
    assertThat(device.describe().number("pipes")).isEqualTo(1);
    device.delete("P");
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 1_000_000})
  void aWrongCapacityDoesNotSpoilTheDevicesAccounts(long capacity) throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      block.putLong(BlockFile.CAPACITY, capacity);
    }
    device.delete("P");
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 5, 100_000})
  void aWrongNumberOfSlotsDoesNotSpoilTheDevicesAccounts(int count) throws Exception {
    open(Access.WRITE, "lifetime=permanent").close();
    try (BlockFile block = block()) {
      block.putInt(BlockFile.SLOT_COUNT, count);
    }
    device.delete("P");
    assertNothingLeft();
  }

  /// What stands in memory is not printed as it is.
  @Test
  void sentencesStayOneLineWhateverStandsInTheBlock() throws Exception {
    try (PipeChannel _ = open(Access.WRITE, "lifetime=permanent");
        BlockFile block = block()) {
      block.put(block.inSlot(slot("write"), BlockFile.SLOT_PROGRAM), (byte) '\n', (byte) 27);
      refused(Kind.IN_USE, () -> device.delete("P"));
    }
    try (BlockFile block = block()) {
      block.put(block.intAt(BlockFile.NAME_AT), (byte) '\n');
    }
    try (PipeChannel reader = open(Access.READ)) {
      refused(Kind.DENIED, () -> reader.write(bytes(1), Timeout.NOW));
      refused(Kind.IN_USE, () -> device.delete("P"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x108, 8, -8, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void aBlockWithAWrongSizeDoesNotGrow(long size) throws Exception {
    List<PipeChannel> handles = new ArrayList<>();
    try (PipeChannel first = open(Access.READ_WRITE, "lifetime=permanent");
        BlockFile block = block()) {
      handles.add(first);
      long before = block.length();
      first.write(bytes(10));
      block.putLong(BlockFile.SIZE, size);
      refused(
          Kind.DAMAGED,
          () -> {
            while (handles.size() < 200) {
              handles.add(open(Access.READ));
            }
          });
      assertThat(block.length()).isEqualTo(before);
      assertThat(first.read(bytes(100), Timeout.NOW)).isEqualTo(10);
      device.deleteForced("P");
    } finally {
      for (PipeChannel handle : handles) {
        handle.close();
      }
    }
    assertNothingLeft();
  }
}
