package org.poormanspipes.damage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Changes words of a pipe's files at random while others use it.
///
/// *Soft* changes hit what says something about the pipe: its block's headers, its settings, its
/// name, counters, wait words. After them content may be refused or dropped, and what is read is
/// right. *Hard* changes hit everything: also positions, the mutex, the slots and the content
/// itself, of which nobody can know what was there.
final class Mutator {
  /// A part of a file: from and to, and whether it is changed softly too.
  private record Part(boolean ring, long from, long to, boolean soft) {}

  private static final long TO_THE_END = Long.MAX_VALUE;

  private static final List<Part> PARTS =
      List.of(
          new Part(false, 0x00, 0x40, true),
          new Part(false, 0x40, 0x58, true),
          new Part(false, 0x58, 0x60, false),
          new Part(false, 0x60, 0x70, true),
          new Part(false, 0x80, 0xb8, true),
          new Part(false, 0x100, 0x110, false),
          new Part(false, 0x180, 0x1c8, false),
          new Part(false, 0x200, 0x208, false),
          new Part(false, 0x280, 0x288, false),
          new Part(false, 0x380, 0x384, true),
          new Part(false, 0x3c0, 0x3c4, true),
          new Part(false, 0x480, 0x4a8, true),
          new Part(false, 0x600, 0x640, true),
          new Part(false, 0x640, 0x640 + 4 * 0x100, false),
          new Part(false, 0x640, TO_THE_END, false),
          new Part(true, 0x00, 0x48, true),
          new Part(true, 0x80, TO_THE_END, false));

  private static final long[] VALUES = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1, 2, 8};

  private final Path directory;
  private final Random random;
  private final boolean soft;

  Mutator(Path directory, Random random, boolean soft) {
    this.directory = directory;
    this.random = random;
    this.soft = soft;
  }

  /// Makes some changes to the pipe of a number, if it is there.
  ///
  /// @return how many
  int mutate(String number, int count) {
    Part part = part();
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> chosen =
          files
              .filter(file ->
                  file.getFileName()
                      .toString()
                      .startsWith(number + (part.ring ? ".ring" : ".pipe")))
              .toList();
      if (chosen.isEmpty()) {
        return 0;
      }
      try (BlockFile file = new BlockFile(chosen.get(random.nextInt(chosen.size())))) {
        for (int i = 0; i < count; i++) {
          change(file, part);
        }
      }
      return count;
    } catch (IOException | UncheckedIOException removedMeanwhile) {
      return 0;
    }
  }

  private Part part() {
    while (true) {
      Part part = PARTS.get(random.nextInt(PARTS.size()));
      if (part.soft || !soft) {
        return part;
      }
    }
  }

  private void change(BlockFile file, Part part) throws IOException {
    long end = Math.min(part.to, file.length());
    if (end - part.from < Long.BYTES) {
      end = part.from + Integer.BYTES;
    }
    long words = Math.max(1, (end - part.from) / Long.BYTES);
    long at = part.from + Long.BYTES * random.nextLong(words);
    long before = file.longAt(at);
    switch (random.nextInt(8)) {
      case 0 -> file.put(at + random.nextInt(Integer.BYTES), (byte) random.nextInt());
      case 1 -> file.putInt(at, (int) VALUES[random.nextInt(VALUES.length)]);
      case 2 -> write(file, at, end, VALUES[random.nextInt(VALUES.length)]);
      case 3 -> write(file, at, end, before + random.nextInt(17) - 8);
      case 4 -> write(file, at, end, before + 8L * (random.nextInt(33) - 16));
      case 5 -> write(file, at, end, before ^ 1L << random.nextInt(Long.SIZE));
      case 6 -> {
        long other = part.from + Long.BYTES * random.nextLong(words);
        long there = file.longAt(other);
        write(file, other, end, before);
        write(file, at, end, there);
      }
      default -> write(file, at, end, file.longAt(8L * random.nextInt(0x1c8)));
    }
  }

  /// Never past the part's end, which may be in the middle of a word.
  private static void write(BlockFile file, long at, long end, long value) throws IOException {
    if (at + Long.BYTES <= end) {
      file.putLong(at, value);
    } else {
      file.putInt(at, (int) value);
    }
  }
}
