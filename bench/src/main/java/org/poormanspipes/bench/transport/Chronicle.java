package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/// Chronicle Queue, in memory as the others are. It keeps everything, so a round has a limit.
final class Chronicle implements Transport {
  private static final long BLOCK = 64L << 20;

  private static ChronicleQueue queue(Link link) {
    return ChronicleQueue.singleBuilder(link.file(".chronicle")).blockSize(BLOCK).build();
  }

  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    ChronicleQueue queue = queue(link);
    ExcerptAppender appender = queue.createAppender();
    BytesStore<?, ?> source =
        BytesStore.wrap(message.segment().address(), message.size()).bytesForRead();
    return new Outlet() {
      @Override
      public boolean send() {
        appender.writeBytes(source);
        return true;
      }

      @Override
      public void close() {
        queue.close();
      }
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    ChronicleQueue queue = queue(link);
    ExcerptTailer tailer = queue.createTailer();
    UnsafeBuffer view = new UnsafeBuffer();
    return new Inlet() {
      @Override
      public int receive(Checker checker) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            return 0;
          }
          Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
          int length = (int) bytes.readRemaining();
          view.wrap(bytes.addressForRead(bytes.readPosition()), length);
          checker.onBuffer(view, 0, length);
          return 1;
        }
      }

      @Override
      public void close() {
        queue.close();
      }
    };
  }
}
