package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.testing.TemporaryRoot;

/// Blocks that are not what they should be: one is damaged, the others go on.
class DamagedBlocksTest {
  private TemporaryRoot root;
  private Device device;

  @BeforeEach
  void openDevice() throws IOException {
    root = new TemporaryRoot();
    device = Device.open(Places.device(root.path()));
    for (String name : List.of("A", "B", "C")) {
      Places.create(device, name, "data of " + name);
    }
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
    root.close();
  }

  /// A way to spoil a pipe, given its root and its number.
  record Spoil(String what, String infix, Consumer<Path> how) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Spoil> spoils() {
    return Stream.of(
        new Spoil("an empty block", ".pipe", file -> Places.truncate(file, 0)),
        new Spoil("a block of 40 bytes", ".pipe", file -> Places.truncate(file, 40)),
        new Spoil("half a block", ".pipe", file -> Places.truncate(file, 2048)),
        new Spoil("a block without its last byte", ".pipe", DamagedBlocksTest::cutOneByte),
        new Spoil("random bytes", ".pipe", DamagedBlocksTest::randomBytes),
        new Spoil("zeros", ".pipe", file -> Places.overwrite(file, 0, new byte[4096])),
        new Spoil("a later layout", ".pipe", file -> Places.overwrite(file, Places.VERSION, two())),
        new Spoil("a foreign tag", ".pipe", file -> Places.overwrite(file, 0x0c, two())),
        new Spoil("a huge size", ".pipe", file -> Places.overwrite(file, 0x16, two())),
        new Spoil("an overrun block", ".pipe", file -> Places.overwrite(file, -8, two())),
        new Spoil("an empty ring", ".ring", file -> Places.truncate(file, 0)),
        new Spoil("half a ring", ".ring", file -> Places.truncate(file, 4096)),
        new Spoil("a later ring", ".ring", file -> Places.overwrite(file, Places.VERSION, two())),
        new Spoil("an overrun ring", ".ring", file -> Places.overwrite(file, -8, two())),
        new Spoil("no ring", ".ring", file -> file.toFile().delete()));
  }

  private static byte[] two() {
    return new byte[] {2};
  }

  private static void cutOneByte(Path file) {
    Places.truncate(file, file.toFile().length() - 1);
  }

  private static void randomBytes(Path file) {
    Random random = Seed.of("DamagedBlocksTest.randomBytes").random(0);
    byte[] bytes = new byte[4096];
    random.nextBytes(bytes);
    Places.overwrite(file, 0, bytes);
  }

  private String spoil(Spoil spoil) throws IOException {
    String number = device.stat("B").text("number");
    spoil.how().accept(Places.file(root.path(), number, spoil.infix()));
    return number;
  }

  @ParameterizedTest
  @MethodSource("spoils")
  void aDamagedPipeIsListedAsSuchAndTheOthersGoOn(Spoil spoil) throws IOException {
    String number = spoil(spoil);
    List<Attributes> pipes = device.list();
    assertThat(pipes).hasSize(3);
    assertThat(pipes)
        .filteredOn(pipe -> pipe.text("damage") != null)
        .singleElement()
        .satisfies(pipe -> {
          assertThat(pipe.text("number")).isEqualTo(number);
          assertThat(pipe.text("damage")).isNotBlank().doesNotContain("\n");
        });
    assertThat(Places.read(device, "A")).isEqualTo("data of A");
    assertThat(Places.read(device, "C")).isEqualTo("data of C");
    Places.create(device, "A", "more");
    assertThat(Places.read(device, "A")).isEqualTo("more");
    assertThat(device.diagnose())
        .filteredOn(finding -> "error".equals(finding.text("severity")))
        .extracting(finding -> finding.text("subject"))
        .containsExactly("pipe #" + number);
  }

  @ParameterizedTest
  @MethodSource("spoils")
  void openingADamagedPipeIsRefusedInOneSentence(Spoil spoil) throws IOException {
    spoil(spoil);
    refusal(Kind.DAMAGED, () -> device.open("B", Access.READ));
    refusal(Kind.DAMAGED, () -> device.open("b", Access.WRITE));
  }

  @ParameterizedTest
  @MethodSource("spoils")
  void aDamagedPipeIsDeletedByItsNameAndCanBeMadeAnew(Spoil spoil) throws IOException {
    spoil(spoil);
    device.delete("b");
    assertGone();
  }

  @ParameterizedTest
  @MethodSource("spoils")
  void aDamagedPipeIsDeletedByItsNumberAndCanBeMadeAnew(Spoil spoil) throws IOException {
    device.delete("#" + spoil(spoil));
    assertGone();
  }

  private void assertGone() throws IOException {
    assertThat(device.list())
        .extracting(pipe -> pipe.text("name"))
        .containsExactlyInAnyOrder("A", "C");
    assertThat(device.describe().number("pipes")).isEqualTo(2);
    assertThat(device.pool())
        .allSatisfy(account -> assertThat(account.number("diff")).isEqualTo(2));
    Places.create(device, "B", "new");
    assertThat(Places.read(device, "B")).isEqualTo("new");
    assertThat(device.describe().number("pipes")).isEqualTo(3);
  }

  @Test
  void anOverrunRingIsNamedByItsTagAlsoWhileItIsOpen() throws IOException {
    String number = device.stat("B").text("number");
    try (PipeChannel _ = device.open("B", Access.READ)) {
      Places.overwrite(Places.file(root.path(), number, ".ring"), -8, new byte[8]);
      assertThat(device.pool())
          .filteredOn(account -> account.text("overrun") != null)
          .singleElement()
          .satisfies(account -> {
            assertThat(account.text("tag")).isEqualTo("Ring");
            assertThat(account.text("overrun")).contains("'Ring'").contains(number);
          });
    }
  }

  @Test
  void anOverrunBlockIsNamedByItsTag() throws IOException {
    String number = device.stat("B").text("number");
    Places.overwrite(Places.file(root.path(), number, ".pipe"), -8, new byte[8]);
    assertThat(device.pool())
        .filteredOn(account -> account.text("overrun") != null)
        .extracting(account -> account.text("tag"))
        .containsExactly("Pipe");
  }

  @Test
  void aDamagedDeviceIsRefusedInOneSentenceAndListedAsSuch() throws IOException {
    device.close();
    Places.truncate(root.path().resolve("example/device"), 100);
    refusal(Kind.DAMAGED, () -> Device.open(Places.device(root.path())));
    refusal(Kind.DAMAGED, () -> Device.remove(Places.device(root.path())));
    assertThat(Device.all(root.path()))
        .singleElement()
        .satisfies(found -> assertThat(found.text("damage")).isNotBlank());
    Device.removeForced(Places.device(root.path()));
    assertThat(Device.all(root.path())).isEmpty();
    assertThat(Files.exists(root.path().resolve("example"))).isFalse();
  }

  @Test
  void filesThatAreNotOursAreLeftAlone() throws IOException {
    Files.writeString(root.path().resolve("example/README"), "not ours");
    Files.writeString(root.path().resolve("example/x.pipe"), "nor this");
    assertThat(device.list()).hasSize(3);
    assertThat(device.diagnose()).isNotEmpty();
    assertThat(Files.readString(root.path().resolve("example/x.pipe"))).isEqualTo("nor this");
  }

  private static void refusal(Kind kind, ThrowingCallable call) {
    DeviceException refused = catchThrowableOfType(DeviceException.class, call);
    assertThat(refused).as("the refusal").isNotNull();
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
    assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
  }
}
