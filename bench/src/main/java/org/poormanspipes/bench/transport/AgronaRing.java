package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.util.function.Function;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/// One of Agrona's ring buffers, over a file that both sides map.
///
/// @param kind makes the ring over its memory
record AgronaRing(Function<AtomicBuffer, RingBuffer> kind) implements Transport {
  private static final int MESSAGE = 1;

  private RingBuffer ring(Link link) throws IOException {
    int bytes = link.capacity() + RingBufferDescriptor.TRAILER_LENGTH;
    return kind.apply(new UnsafeBuffer(MappedFile.map(link.file(".agrona"), bytes)));
  }

  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    RingBuffer ring = ring(link);
    UnsafeBuffer source = new UnsafeBuffer(message.bytes());
    int size = message.size();
    return new Outlet() {
      @Override
      public boolean send() {
        return ring.write(MESSAGE, source, 0, size);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    RingBuffer ring = ring(link);
    return new Inlet() {
      private Checker known = new Checker(Message.SMALLEST, 1, false, false);
      private MessageHandler handler = handler(known);

      @Override
      public int receive(Checker checker) {
        if (checker != known) {
          known = checker;
          handler = handler(checker);
        }
        return ring.read(handler, LIMIT);
      }

      private MessageHandler handler(Checker checker) {
        return (type, buffer, index, length) -> checker.onBuffer(buffer, index, length);
      }

      @Override
      public void close() {}
    };
  }
}
