package org.poormanspipes.bench.transport;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// The limit of a round trip: one place, a word that says which message lies there, and the message
/// behind it; with 32 bytes all of it in one cache line. It has no flow control, so it carries
/// nothing but round trips.
final class CacheLine implements Transport {
  private static final VarHandle WORD = JAVA_LONG.varHandle().withInvokeExactBehavior();
  private static final long NUMBER = 0;
  private static final long CONTENT = Long.BYTES;

  private static MemorySegment place(Link link) throws IOException {
    long bytes = CONTENT + link.size() + 4096;
    return MemorySegment.ofBuffer(MappedFile.map(link.file(".line"), bytes));
  }

  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    MemorySegment place = place(link);
    MemorySegment source = message.segment();
    int size = message.size();
    return new Outlet() {
      private long number;

      @Override
      public boolean send() {
        if (size == Message.SMALLEST) {
          for (int at = 0; at < Message.SMALLEST; at += Long.BYTES) {
            place.set(JAVA_LONG, CONTENT + at, source.get(JAVA_LONG, at));
          }
        } else {
          MemorySegment.copy(source, 0, place, CONTENT, size);
        }
        WORD.setRelease(place, NUMBER, ++number);
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    MemorySegment place = place(link);
    int size = link.size();
    return new Inlet() {
      private long number = 1;

      @Override
      public int receive(Checker checker) {
        if ((long) WORD.getAcquire(place, NUMBER) != number) {
          return 0;
        }
        number++;
        checker.onSlice(place, CONTENT, size);
        return 1;
      }

      @Override
      public void close() {}
    };
  }
}
