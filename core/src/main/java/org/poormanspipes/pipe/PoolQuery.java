package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.BlockFile;
import org.poormanspipes.pool.BlockHeader;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.pool.Tag;

/// The pool's accounts by tag, with what its guard words say.
final class PoolQuery {

  private PoolQuery() {}

  static List<Attributes> pool(PipeDeviceContext device) throws IOException {
    Map<Tag, String> overruns = overruns(device);
    List<Attributes> accounts = new ArrayList<>();
    for (Accounts.Account account : device.control().accounts().list()) {
      long diff = account.allocs() - account.frees();
      accounts.add(
          Attributes.builder()
              .with("tag", account.tag().toString())
              .with("type", account.type().name().toLowerCase(Locale.ROOT))
              .with("allocs", account.allocs())
              .with("frees", account.frees())
              .with("diff", diff)
              .with("bytes", account.bytes())
              .with("per-alloc", diff > 0 ? account.bytes() / diff : 0)
              .with("peak", account.peak())
              .with("overrun", overruns.get(account.tag()))
              .build());
    }
    return accounts;
  }

  /// One sentence for each tag of which a block's guard words were overwritten.
  private static Map<Tag, String> overruns(PipeDeviceContext device) throws IOException {
    Map<Tag, String> overruns = new HashMap<>();
    for (String file : device.files().list()) {
      BlockId id = BlockId.parse(file);
      if (id != null && (BlockId.isPipe(file) || BlockId.isRing(file))) {
        Tag tag = BlockId.isRing(file) ? Tags.RING : Tags.PIPE;
        String overrun = overrun(device.files().file(file), tag);
        if (overrun != null) {
          overruns.putIfAbsent(tag, overrun);
        }
      }
    }
    return overruns;
  }

  private static @Nullable String overrun(BlockFile file, Tag tag) throws IOException {
    try {
      BlockHeader.read(file, tag);
      return null;
    } catch (DamagedBlockException overrun) {
      return overrun.getMessage();
    } catch (SystemCallException refused) {
      if (refused.errno() == Errno.ENOENT) {
        return null;
      }
      throw refused;
    }
  }
}
