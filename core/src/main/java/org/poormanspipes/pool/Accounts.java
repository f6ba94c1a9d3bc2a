package org.poormanspipes.pool;

import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.linux.Words;

/// The accounts of a pool, by tag and type, in shared memory. Changing them is for whoever holds
/// the pool's lock; reading them is for anyone, and shows each number as it was at some instant.
public final class Accounts {

  /// Memory is given out in pages of this many bytes.
  private static final long PAGE = 4096;

  private final Words memory;
  private final long first;

  /// Accounts at a place in shared memory; zeros are empty ones.
  ///
  /// @param memory where
  /// @param offset where in it, a multiple of 8
  public Accounts(Words memory, long offset) {
    this.memory = memory;
    this.first = offset;
  }

  /// One account.
  ///
  /// @param tag what its blocks are for
  /// @param type whether they may be paged out
  /// @param allocs how many blocks were made
  /// @param frees how many were given back
  /// @param bytes what is in use now, in whole pages
  /// @param peak the most that ever was in use
  public record Account(Tag tag, PoolType type, long allocs, long frees, long bytes, long peak) {}

  /// What a block of a size is booked with.
  ///
  /// @param size bytes
  /// @return bytes, in whole pages
  public static long charge(long size) {
    return (size + PAGE - 1) & -PAGE;
  }

  /// Books a block that is made.
  ///
  /// @param tag what it is for
  /// @param type whether it may be paged out
  /// @param size its size
  public void allocated(Tag tag, PoolType type, long size) {
    add(entry(tag, type), 1, 0, charge(size));
  }

  /// Books a block that is given back.
  ///
  /// @param tag what it was for
  /// @param type whether it might be paged out
  /// @param size its size
  public void freed(Tag tag, PoolType type, long size) {
    add(entry(tag, type), 0, 1, -charge(size));
  }

  /// Books a block that grew.
  ///
  /// @param tag what it is for
  /// @param type whether it may be paged out
  /// @param oldSize its size before
  /// @param newSize its size now
  public void grew(Tag tag, PoolType type, long oldSize, long newSize) {
    add(entry(tag, type), 0, 0, charge(newSize) - charge(oldSize));
  }

  /// Sets an account to what was counted, after somebody died while booking.
  ///
  /// @param tag what its blocks are for
  /// @param type whether they may be paged out
  /// @param blocks how many there are
  /// @param bytes what they are booked with
  public void recount(Tag tag, PoolType type, long blocks, long bytes) {
    long entry = entry(tag, type);
    long allocs = Math.max(blocks, memory.longPlain(entry + AccountsLayout.ALLOCS));
    memory.longOpaque(entry + AccountsLayout.ALLOCS, allocs);
    memory.longOpaque(entry + AccountsLayout.FREES, allocs - blocks);
    setBytes(entry, bytes);
  }

  /// What all blocks are booked with.
  ///
  /// @return bytes
  public long totalBytes() {
    long total = 0;
    for (Account account : list()) {
      total += account.bytes();
    }
    return total;
  }

  /// All accounts that were ever used.
  ///
  /// @return in the order of their first use
  public List<Account> list() {
    List<Account> accounts = new ArrayList<>();
    for (int at = 0; at < AccountsLayout.ENTRIES; at++) {
      long entry = first + (long) at * AccountsLayout.ENTRY;
      int tag = memory.intOpaque(entry + AccountsLayout.TAG);
      if (tag != 0) {
        accounts.add(
            new Account(
                new Tag(tag),
                PoolType.of(memory.intOpaque(entry + AccountsLayout.TYPE)),
                memory.longOpaque(entry + AccountsLayout.ALLOCS),
                memory.longOpaque(entry + AccountsLayout.FREES),
                memory.longOpaque(entry + AccountsLayout.BYTES),
                memory.longOpaque(entry + AccountsLayout.PEAK)));
      }
    }
    return accounts;
  }

  private void add(long entry, long allocs, long frees, long bytes) {
    increase(entry + AccountsLayout.ALLOCS, allocs);
    increase(entry + AccountsLayout.FREES, frees);
    setBytes(entry, memory.longPlain(entry + AccountsLayout.BYTES) + bytes);
  }

  private void increase(long offset, long delta) {
    memory.longOpaque(offset, memory.longPlain(offset) + delta);
  }

  private void setBytes(long entry, long bytes) {
    memory.longOpaque(entry + AccountsLayout.BYTES, bytes);
    long peak = memory.longPlain(entry + AccountsLayout.PEAK);
    memory.longOpaque(entry + AccountsLayout.PEAK, Math.max(peak, bytes));
  }

  private long entry(Tag tag, PoolType type) {
    for (int at = 0; at < AccountsLayout.ENTRIES; at++) {
      long entry = first + (long) at * AccountsLayout.ENTRY;
      int found = memory.intOpaque(entry + AccountsLayout.TAG);
      if (found == 0) {
        memory.intOpaque(entry + AccountsLayout.TYPE, type.code());
        memory.intOpaque(entry + AccountsLayout.TAG, tag.code());
        return entry;
      }
      if (found == tag.code() && memory.intOpaque(entry + AccountsLayout.TYPE) == type.code()) {
        return entry;
      }
    }
    throw new IllegalStateException(
        "the pool has no account left for tag=" + tag + ": the limit is " + AccountsLayout.ENTRIES);
  }
}
