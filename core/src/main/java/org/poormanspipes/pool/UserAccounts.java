package org.poormanspipes.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poormanspipes.linux.Words;

/// What each user has of a pool, in shared memory. Changing it is for whoever holds the pool's
/// lock; reading it is for anyone, and shows each number as it was at some instant. A user who has
/// nothing has no account.
public final class UserAccounts {

  private final Words memory;
  private final long first;

  /// Accounts at a place in shared memory; zeros are none.
  ///
  /// @param memory where
  /// @param offset where in it, a multiple of 8
  public UserAccounts(Words memory, long offset) {
    this.memory = memory;
    this.first = offset;
  }

  /// One account.
  ///
  /// @param uid the user
  /// @param pipes how many pipes are the user's
  /// @param bytes what they are booked with
  /// @param peak the most that ever was, since the account was opened
  public record Account(int uid, long pipes, long bytes, long peak) {}

  /// What a user has.
  ///
  /// @param uid the user
  /// @return the account, of zeros if there is none
  public Account of(int uid) {
    long entry = find(uid);
    return entry < 0 ? new Account(uid, 0, 0, 0) : read(entry);
  }

  /// Whether a user has an account, or can get one.
  ///
  /// @param uid the user
  /// @return false if the table is full
  public boolean hasRoomFor(int uid) {
    return find(uid) >= 0 || free() >= 0;
  }

  /// Books pipes and bytes, or takes them back; an account of nothing goes. Of a user for whom
  /// there is no room nothing is kept.
  ///
  /// @param uid the user
  /// @param pipes how many pipes more, or fewer
  /// @param bytes how many bytes more, or fewer
  public void book(int uid, long pipes, long bytes) {
    Account before = of(uid);
    set(uid, Math.max(0, before.pipes + pipes), Math.max(0, before.bytes + bytes));
  }

  /// Sets all accounts to what was counted, after somebody died while booking.
  ///
  /// @param counted what there is, by user
  public void recount(Map<Integer, Account> counted) {
    for (Account known : list()) {
      if (!counted.containsKey(known.uid)) {
        set(known.uid, 0, 0);
      }
    }
    counted.forEach((uid, account) -> set(uid, account.pipes, account.bytes));
  }

  /// All accounts.
  ///
  /// @return in no particular order
  public List<Account> list() {
    List<Account> accounts = new ArrayList<>();
    for (int at = 0; at < UserAccountsLayout.ENTRIES; at++) {
      if (isUsed(entry(at))) {
        accounts.add(read(entry(at)));
      }
    }
    return accounts;
  }

  private void set(int uid, long pipes, long bytes) {
    long entry = find(uid);
    if (entry < 0) {
      entry = pipes == 0 && bytes == 0 ? -1 : open(uid);
    }
    if (entry < 0) {
      return;
    }
    memory.longOpaque(entry + UserAccountsLayout.PIPES, pipes);
    memory.longOpaque(entry + UserAccountsLayout.BYTES, bytes);
    long peak = memory.longPlain(entry + UserAccountsLayout.PEAK);
    memory.longOpaque(entry + UserAccountsLayout.PEAK, Math.max(peak, bytes));
    if (pipes == 0 && bytes == 0) {
      memory.intOpaque(entry + UserAccountsLayout.STATE, UserAccountsLayout.FREE);
    }
  }

  private long open(int uid) {
    long entry = free();
    if (entry >= 0) {
      memory.intOpaque(entry + UserAccountsLayout.UID, uid);
      memory.longOpaque(entry + UserAccountsLayout.PEAK, 0);
      memory.intOpaque(entry + UserAccountsLayout.STATE, UserAccountsLayout.USED);
    }
    return entry;
  }

  private Account read(long entry) {
    return new Account(
        memory.intOpaque(entry + UserAccountsLayout.UID),
        memory.longOpaque(entry + UserAccountsLayout.PIPES),
        memory.longOpaque(entry + UserAccountsLayout.BYTES),
        memory.longOpaque(entry + UserAccountsLayout.PEAK));
  }

  private long find(int uid) {
    for (int at = 0; at < UserAccountsLayout.ENTRIES; at++) {
      long entry = entry(at);
      if (isUsed(entry) && memory.intOpaque(entry + UserAccountsLayout.UID) == uid) {
        return entry;
      }
    }
    return -1;
  }

  private long free() {
    for (int at = 0; at < UserAccountsLayout.ENTRIES; at++) {
      if (!isUsed(entry(at))) {
        return entry(at);
      }
    }
    return -1;
  }

  private boolean isUsed(long entry) {
    return memory.intOpaque(entry + UserAccountsLayout.STATE) == UserAccountsLayout.USED;
  }

  private long entry(int at) {
    return first + (long) at * UserAccountsLayout.ENTRY;
  }
}
