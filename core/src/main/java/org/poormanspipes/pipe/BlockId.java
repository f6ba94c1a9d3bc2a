package org.poormanspipes.pipe;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The number of a pipe's blocks: a hash of its key, and which of the keys with that hash it is.
/// The file system finds a number among a hundred thousand in a microsecond, so there is no other
/// index that a crash could spoil.
///
/// @param hash 62 bits of the key's hash; also where the name's lock lies in the lock file
/// @param probe from 0
record BlockId(long hash, int probe) {

  /// How many keys of one hash there can be.
  static final int PROBES = 2;

  static final String PIPE_SUFFIX = ".pipe";
  static final String NEW_SUFFIX = ".new";
  private static final String RING_INFIX = ".ring.";

  private static final int HASH_DIGITS = 16;
  private static final long HASH_BITS = (1L << 62) - 1;

  // FNV-1a with 64 bits (Fowler, Noll and Vo), and the finaliser of MurmurHash3 (Appleby), because
  // FNV alone leaves the high bits of short keys much alike.
  private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
  private static final long FNV_PRIME = 0x100_0000_01b3L;
  private static final long MIX_1 = 0xff51_afd7_ed55_8ccdL;
  private static final long MIX_2 = 0xc4ce_b9fe_1a85_ec53L;
  private static final int MIX_SHIFT = 33;

  static long hash(String key) {
    long hash = FNV_OFFSET;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ Byte.toUnsignedInt(b)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> MIX_SHIFT)) * MIX_1;
    hash = (hash ^ (hash >>> MIX_SHIFT)) * MIX_2;
    return (hash ^ (hash >>> MIX_SHIFT)) & HASH_BITS;
  }

  String pipeFile() {
    return base() + PIPE_SUFFIX;
  }

  String newFile() {
    return base() + NEW_SUFFIX;
  }

  String ringFile(long generation) {
    return base() + RING_INFIX + generation;
  }

  private String base() {
    return HexFormat.of().toHexDigits(hash) + '.' + probe;
  }

  /// The number in the name of any file of a pipe.
  static @Nullable BlockId parse(String fileName) {
    boolean shaped =
        fileName.length() > HASH_DIGITS + 2
            && fileName.charAt(HASH_DIGITS) == '.'
            && fileName.charAt(HASH_DIGITS + 2) == '.';
    if (!shaped) {
      return null;
    }
    int probe = fileName.charAt(HASH_DIGITS + 1) - '0';
    if (probe < 0 || probe >= PROBES) {
      return null;
    }
    try {
      long hash = HexFormat.fromHexDigitsToLong(fileName, 0, HASH_DIGITS);
      return new BlockId(hash & HASH_BITS, probe);
    } catch (IllegalArgumentException notDigits) {
      return null;
    }
  }

  static boolean isPipe(String fileName) {
    return fileName.endsWith(PIPE_SUFFIX);
  }

  static boolean isRing(String fileName) {
    return fileName.contains(RING_INFIX);
  }

  static boolean isNew(String fileName) {
    return fileName.endsWith(NEW_SUFFIX);
  }

  @Override
  public String toString() {
    return base();
  }
}
