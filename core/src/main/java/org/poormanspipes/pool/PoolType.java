package org.poormanspipes.pool;

/// Whether the kernel may write a block's memory to disk.
public enum PoolType {
  /// It may.
  PAGED(0),
  /// It may not: every process that uses the block locks it into memory.
  PINNED(1);

  private final int code;

  PoolType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static PoolType of(int code) {
    return code == PINNED.code ? PINNED : PAGED;
  }
}
