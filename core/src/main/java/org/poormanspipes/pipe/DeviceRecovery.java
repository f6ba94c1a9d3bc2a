package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.BlockFile;
import org.poormanspipes.pool.BlockHeader;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.pool.PoolType;
import org.poormanspipes.pool.Tag;
import org.poormanspipes.pool.UserAccounts;

/// Puts a device right after a process died while it made or removed blocks. The caller holds the
/// device's mutex, so nobody else is doing either.
///
/// A pipe is made by making its ring, then its block under a name that is not yet a pipe's, then by
/// renaming that; it is removed by saying so in the block, unlinking that, then the ring. So what a
/// death leaves behind is one of: a ring without a pipe, a block that is not yet a pipe, or a pipe
/// that says it was deleted. All go. The accounts are then set to what is there. Doing it twice
/// does no harm.
final class DeviceRecovery {

  private DeviceRecovery() {}

  static void recover(PipeDeviceContext device) throws IOException {
    PipeFiles files = device.files();
    Set<BlockId> pipes = new HashSet<>();
    for (String file : files.list()) {
      BlockId id = BlockId.parse(file);
      if (id == null || !BlockId.isPipe(file)) {
        continue;
      }
      if (isDeleted(device, id)) {
        // Before its rings: without one it would be a damaged pipe, and stay.
        files.file(file).remove();
      } else {
        pipes.add(id);
      }
    }
    Count count = new Count();
    for (String file : files.list()) {
      BlockId id = BlockId.parse(file);
      if (id == null) {
        continue;
      }
      BlockFile block = files.file(file);
      if (isLeftover(device, file, id, pipes)) {
        block.remove();
      } else {
        count.add(id, block, BlockId.isRing(file) ? Tags.RING : Tags.PIPE);
      }
    }
    count.book(device.control().accounts());
    count.book(files, device.control().users());
    device.control().pipes(pipes.size());
  }

  private static boolean isDeleted(PipeDeviceContext device, BlockId id) throws IOException {
    try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), id)) {
      return snapshot.control().deletedAcquire();
    } catch (DamagedBlockException | SystemCallException unknown) {
      return false;
    }
  }

  /// Not yet or no longer a pipe's: an unfinished block, a ring without a pipe, or one of another
  /// generation than the pipe's.
  private static boolean isLeftover(
      PipeDeviceContext device, String file, BlockId id, Set<BlockId> pipes) throws IOException {
    if (!BlockId.isRing(file)) {
      return BlockId.isNew(file);
    }
    if (!pipes.contains(id)) {
      return true;
    }
    try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), id)) {
      return !file.equals(id.ringFile(snapshot.generation()));
    } catch (DamagedBlockException | SystemCallException unknown) {
      // Whoever removes the damaged pipe removes its rings.
      return false;
    }
  }

  /// How many blocks of each kind there are, and what they are booked with.
  private static final class Count {

    private record Kind(Tag tag, PoolType type) {}

    private record Sum(long blocks, long bytes) {

      Sum plus(long size) {
        return new Sum(blocks + 1, bytes + Accounts.charge(size));
      }
    }

    private final Map<Kind, Sum> sums = new HashMap<>();
    private final Map<BlockId, Sum> pipes = new HashMap<>();

    void add(BlockId id, BlockFile block, Tag tag) throws IOException {
      BlockHeader header = header(block, tag);
      if (header != null) {
        Kind kind = new Kind(tag, header.type());
        sums.put(kind, sums.getOrDefault(kind, new Sum(0, 0)).plus(header.size()));
        pipes.put(id, pipes.getOrDefault(id, new Sum(0, 0)).plus(header.size()));
      }
    }

    /// A pipe's blocks are all its owner's, also where a death came between giving one away and the
    /// other.
    void book(PipeFiles files, UserAccounts users) throws IOException {
      Map<Integer, UserAccounts.Account> counted = new HashMap<>();
      for (Map.Entry<BlockId, Sum> pipe : pipes.entrySet()) {
        FileStatus status = files.pipe(pipe.getKey()).statusIfPresent();
        if (status != null) {
          long bytes = pipe.getValue().bytes();
          int payer = payer(files, pipe.getKey(), status);
          counted.merge(
              payer,
              new UserAccounts.Account(payer, 1, bytes, bytes),
              (one, two) ->
                  new UserAccounts.Account(
                      one.uid(), one.pipes() + two.pipes(), one.bytes() + two.bytes(), 0));
        }
      }
      users.recount(counted);
    }

    private static int payer(PipeFiles files, BlockId id, FileStatus status) throws IOException {
      if (!MemoryAccess.isClosed(status.permissions())) {
        return status.uid();
      }
      try (PipeSnapshot snapshot = PipeSnapshot.take(files, id)) {
        return MemoryAccess.payer(status, snapshot.control());
      } catch (DamagedBlockException | SystemCallException unknown) {
        return status.uid();
      }
    }

    /// Null for one that is damaged: nobody knows what it was booked with.
    private static @Nullable BlockHeader header(BlockFile block, Tag tag) throws IOException {
      try {
        return BlockHeader.read(block, tag);
      } catch (DamagedBlockException | SystemCallException unknown) {
        return null;
      }
    }

    void book(Accounts accounts) {
      for (Accounts.Account account : accounts.list()) {
        sums.putIfAbsent(new Kind(account.tag(), account.type()), new Sum(0, 0));
      }
      sums.forEach(
          (kind, sum) -> accounts.recount(kind.tag(), kind.type(), sum.blocks(), sum.bytes()));
    }
  }
}
