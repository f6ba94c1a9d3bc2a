package org.poormanspipes.fuse.server;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Errno;

/// What is open, by the number that the kernel was told.
final class Table<T> {
  private final Map<Long, T> open = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /// Gives something a number.
  T add(LongFunction<T> make) {
    long number = last.incrementAndGet();
    T made = make.apply(number);
    open.put(number, made);
    return made;
  }

  T get(long number) throws Refusal {
    T found = open.get(number);
    if (found == null) {
      throw new Refusal(Errno.EBADF);
    }
    return found;
  }

  @Nullable T remove(long number) {
    return open.remove(number);
  }

  Collection<T> all() {
    return open.values();
  }
}
