package org.poormanspipes.linux;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// A part of a file as memory, shared with everyone who maps it.
///
/// Its segment lives in the global scope: accesses check bounds but not whether the mapping still
/// exists, and unmapping need not stop every thread, which a shared arena does (19 to 33 µs for
/// each close). In return the owner must see to it that **nothing touches the segment after
/// [#unmap]**; that would kill the program, or hit whatever is mapped there next.
///
/// The mapping must lie within the file, in parts that are really allocated ([Descriptor#allocate])
/// and that nobody cuts off. Otherwise an access raises SIGBUS, which Java reports as an
/// InternalError at best.
///
/// Children of a fork do not inherit it (MADV_DONTFORK): a mapping keeps the locks of its
/// descriptor alive.
public final class Mapping {

  /// What may be done with the memory.
  public enum Access {
    /// Reading; the segment refuses to be written.
    READ_ONLY("PROT_READ", 1),
    /// Reading and writing.
    READ_WRITE("PROT_READ|PROT_WRITE", 3);

    private final String symbol;
    private final int bits;

    Access(String symbol, int bits) {
      this.symbol = symbol;
      this.bits = bits;
    }
  }

  private static final int MAP_SHARED = 1;
  private static final int MADV_DONTFORK = 10;

  private static final NativeFunction MMAP = NativeFunction.named("mmap");
  private static final NativeFunction MUNMAP = NativeFunction.named("munmap");
  private static final NativeFunction MADVISE = NativeFunction.named("madvise");

  private final MemorySegment segment;
  private final long address;
  private final long size;
  private final AtomicBoolean unmapped = new AtomicBoolean();

  private Mapping(long address, long size, Access access) {
    this.address = address;
    this.size = size;
    this.segment = segment(address, size, access);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment segment(long address, long size, Access access) {
    MemorySegment memory = MemorySegment.ofAddress(address).reinterpret(size);
    return access == Access.READ_ONLY ? memory.asReadOnly() : memory;
  }

  /// Maps a part of a file. The descriptor may be closed afterwards.
  ///
  /// @param file the file
  /// @param offset where the part begins, a multiple of the page size
  /// @param size its size in bytes
  /// @param access what the memory is for
  /// @return the mapping
  /// @throws SystemCallException if the kernel refuses
  /// @throws IllegalArgumentException if the size is not positive
  public static Mapping map(Descriptor file, long offset, long size, Access access)
      throws SystemCallException {
    if (size <= 0) {
      throw new IllegalArgumentException("size=" + size + " must be positive: " + file);
    }
    int fd = file.enter("mmap");
    try {
      CallState state = CallState.current();
      long address = MMAP.callLong(state, 0, size, access.bits, MAP_SHARED, fd, offset);
      if (address == -1) {
        String what = size + ", " + access.symbol + ", MAP_SHARED, " + file + ", " + offset;
        throw new SystemCallException("mmap", "NULL, " + what, state.errno());
      }
      Mapping mapping = new Mapping(address, size, access);
      mapping.keepFromChildren();
      return mapping;
    } finally {
      file.leave();
    }
  }

  private void keepFromChildren() throws SystemCallException {
    CallState state = CallState.current();
    if (MADVISE.retry(state, address, size, MADV_DONTFORK) == -1) {
      int errno = state.errno();
      unmap();
      throw new SystemCallException("madvise", this + ", MADV_DONTFORK", errno);
    }
  }

  /// The memory, without any check that it is still mapped.
  ///
  /// @return a segment of the mapping's size
  public MemorySegment segment() {
    return segment;
  }

  /// The size of the memory.
  ///
  /// @return bytes
  public long size() {
    return size;
  }

  /// Keeps the memory from being paged out, until it is unmapped.
  ///
  /// @throws SystemCallException if the kernel refuses, usually because of RLIMIT_MEMLOCK, which
  ///     the message explains
  public void pin() throws SystemCallException {
    Pinning.pin(this, address, size);
  }

  /// Removes the mapping; does nothing the second time.
  public void unmap() {
    if (unmapped.compareAndSet(false, true)) {
      MUNMAP.call(CallState.current(), address, size, 0, 0, 0, 0);
    }
  }

  /// Address and size.
  ///
  /// @return for example `0x7f1200000000, 4096`
  @Override
  public String toString() {
    return "0x" + Long.toHexString(address) + ", " + size;
  }
}
