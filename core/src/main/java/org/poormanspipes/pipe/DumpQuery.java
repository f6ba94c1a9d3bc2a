package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Shows the blocks of a pipe, or of a device, field by field, as they are. Nothing is mapped,
/// locked or changed, and nothing that stands in a block is trusted: this is for damaged ones too.
final class DumpQuery {

  private static final String NUMBER_PREFIX = "#";

  private DumpQuery() {}

  /// What the files say.
  ///
  /// @param name a pipe's name, or `#` and its number; null for the device
  static List<Attributes> dump(PipeFiles files, @Nullable String name) throws IOException {
    DumpSheet sheet = new DumpSheet();
    if (name == null) {
      DeviceDump.dump(files, sheet);
    } else {
      PipeDump.dump(files, find(files, name), sheet);
    }
    return sheet.rows();
  }

  private static BlockId find(PipeFiles files, String name) throws IOException {
    BlockId numbered =
        name.startsWith(NUMBER_PREFIX)
            ? BlockId.parse(name.substring(NUMBER_PREFIX.length()) + BlockId.PIPE_SUFFIX)
            : null;
    if (numbered != null && PipeFinder.isPresent(files, numbered)) {
      return numbered;
    }
    PipeName parsed = PipeName.parse(name, isCaseSensitive(files));
    BlockId other = null;
    for (int probe = 0; probe < BlockId.PROBES; probe++) {
      BlockId id = new BlockId(BlockId.hash(parsed.key()), probe);
      if (PipeFinder.isPresent(files, id)) {
        if (key(files, id).equals(parsed.key())) {
          return id;
        }
        other = other == null ? id : other;
      }
    }
    if (other == null) {
      throw new DeviceException(
          Kind.NOT_FOUND, "there is no pipe '" + parsed.spelling() + "' in " + files);
    }
    // A damaged block does not tell its key; its number says that it is most likely this one.
    return other;
  }

  private static String key(PipeFiles files, BlockId id) throws IOException {
    try (BlockCopy copy = BlockCopy.take(files.pipe(id), PipeSnapshot.MOST)) {
      return PipeDump.key(copy);
    }
  }

  /// Who may not read the device's block, or finds none, is taken for having been asked without
  /// regard to case, as most are.
  private static boolean isCaseSensitive(PipeFiles files) {
    try (BlockCopy copy = BlockCopy.take(files.device(), DeviceLayout.SIZE)) {
      return copy.intAt(DeviceLayout.CASE_SENSITIVE) != 0;
    } catch (IOException unknown) {
      return false;
    }
  }
}
