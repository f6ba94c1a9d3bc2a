package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.testing.TemporaryRoot;

/// A dump is what one takes of a damaged block: it shows what is left, and says what is wrong.
class DumpOfDamageTest {
  private static final int ROUNDS = 500;

  private TemporaryRoot root;
  private DeviceOptions options;
  private String number;

  @BeforeEach
  void makePipe() throws IOException {
    root = new TemporaryRoot();
    options = Places.device(root.path());
    try (Device device = Device.open(options)) {
      Places.create(device, "B", "data of B");
      number = device.stat("B").text("number");
    }
  }

  @AfterEach
  void removeRoot() throws IOException {
    root.close();
  }

  private List<String> doubts(String name) throws IOException {
    List<Attributes> rows = Device.dump(options, name);
    assertThat(rows).isNotEmpty();
    for (Attributes row : rows) {
      for (String word : List.of("block", "part", "field", "type", "value", "meaning")) {
        assertThat(row.text(word)).as(row + " " + word).isNotNull();
      }
    }
    return rows.stream()
        .filter(row -> row.text("doubt") != null)
        .map(row -> row.text("field") + " " + row.text("doubt"))
        .toList();
  }

  static java.util.stream.Stream<DamagedBlocksTest.Spoil> spoils() {
    return DamagedBlocksTest.spoils();
  }

  @ParameterizedTest
  @MethodSource("spoils")
  void whatIsWrongWithABlockIsSaidInOneSentenceEach(DamagedBlocksTest.Spoil spoil)
      throws IOException {
    assertThat(doubts("B")).isEmpty();
    spoil.how().accept(Places.file(root.path(), number, spoil.infix()));
    assertThat(doubts("b")).isNotEmpty().noneMatch(doubt -> doubt.contains("\n"));
    assertThat(doubts("#" + number)).isEqualTo(doubts("b"));
  }

  @Test
  void fieldsThatCanHardlyBeRightAreNamed() throws IOException {
    try (BlockFile file = BlockFile.pipe(root.path(), number)) {
      file.putLong(BlockFile.CAPACITY, -1);
      file.putInt(BlockFile.SLOT_COUNT, 1 << 20);
      file.putLong(BlockFile.HEAD, 8 << 10);
    }
    assertThat(doubts("B"))
        .anyMatch(doubt -> doubt.startsWith("capacity is not positive"))
        .anyMatch(doubt -> doubt.startsWith("slots can't be: there is room for "))
        .anyMatch(doubt -> doubt.startsWith("used can't be: it is negative"));
  }

  @Test
  void aFrameThatDoesNotFollowIsNamed() throws IOException {
    Path ring = Places.file(root.path(), number, ".ring");
    Places.overwrite(ring, 0x80 + 8 + 16 + 4, (byte) 9);
    assertThat(doubts("B")).containsExactly("next does not follow: the number before it is 0");
  }

  @Test
  void whateverStandsInTheFilesTheDumpEnds() throws IOException {
    Random random = Seed.of("DumpOfDamageTest").random(1);
    Mutator mutator = new Mutator(root.path().resolve("example"), random, false);
    for (int round = 0; round < ROUNDS; round++) {
      mutator.mutate(number, 3);
      assertThat(doubts("B")).noneMatch(doubt -> doubt.contains("\n"));
    }
  }

  @Test
  void aDeviceThatCantBeOpenedIsShown() throws IOException {
    Path block = root.path().resolve("example/device");
    assertThat(doubts(null)).isEmpty();
    Places.overwrite(block, 0xc0, (byte) 77);
    assertThat(doubts(null)).containsExactly("default-type is none of 0 to 1, and counts as byte");
    Places.truncate(block, 100);
    assertThat(doubts(null))
        .anyMatch(doubt -> doubt.startsWith("size is more than the file's 100 bytes"))
        .anyMatch(doubt -> doubt.startsWith("default-type lies beyond the end of the file"));
  }
}
