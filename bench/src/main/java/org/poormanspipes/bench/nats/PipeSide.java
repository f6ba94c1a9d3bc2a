package org.poormanspipes.bench.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.time.Timeout;

/// Ours.
final class PipeSide implements Side {
  private static final String NAME = "bench";
  private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(PATIENCE_SECONDS));

  private final Device writing;
  private final Device reading;
  private final MessageBatch batch = new MessageBatch();
  private final MemorySegment target;
  private final PipeOptions options;
  private PipeChannel writer;
  private @Nullable PipeChannel reader;

  /// @param address of the device
  /// @param largest how long a message may be
  PipeSide(String address, long capacity, int largest) throws IOException {
    options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .lifetime(Lifetime.PERMANENT)
            .capacity(capacity)
            .build();
    writing = Device.open(address);
    reading = Device.open(address);
    writer = writing.open(NAME, Access.WRITE, options);
    target = MemorySegment.ofArray(new byte[largest]);
  }

  @Override
  public void write(byte[] message) throws IOException {
    if (writer.write(MemorySegment.ofArray(message), PATIENCE) != message.length) {
      throw new IOException("a write was not taken");
    }
  }

  @Override
  public void writeAll(byte[] message, int count) throws IOException {
    MemorySegment source = MemorySegment.ofArray(message);
    for (int i = 0; i < count; i++) {
      batch.add(source, 0, message.length);
    }
    if (writer.write(batch, PATIENCE) != count) {
      throw new IOException("a batch was not taken");
    }
  }

  @Override
  public void read() throws IOException {
    if (reader().read(target, PATIENCE) < 0) {
      throw new IOException("nothing came");
    }
  }

  @Override
  public int readSome(int limit) throws IOException {
    return (int) reader().poll((memory, offset, length) -> {}, limit);
  }

  @Override
  public void renew() throws IOException {
    letGo();
    writing.delete(NAME);
    writer = writing.open(NAME, Access.WRITE, options);
  }

  private void letGo() throws IOException {
    writer.close();
    PipeChannel open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  /// One that has read is sent what is written: where nobody reads there should be none.
  private PipeChannel reader() throws IOException {
    PipeChannel open = reader;
    if (open == null) {
      open = reading.open(NAME, Access.READ);
      reader = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    try (writing;
        reading) {
      letGo();
    }
  }
}
