package org.poormanspipes.bench.nats;

import java.io.IOException;

/// One way to do the job: a bounded queue on a server, each message to one reader. The writer and
/// the reader have a connection of their own; one thread each.
interface Side extends AutoCloseable {
  /// How long anything may take.
  long PATIENCE_SECONDS = 20;

  /// Writes one message, and returns when the server has it.
  void write(byte[] message) throws IOException;

  /// Has so many messages under way at once, and returns when the server has them all.
  void writeAll(byte[] message, int count) throws IOException;

  /// Waits for the next message; it is this reader's alone when this returns.
  void read() throws IOException;

  /// Takes several that are there.
  ///
  /// @return how many
  int readSome(int limit) throws IOException;

  /// Begins anew, with an empty pipe or stream of its own; not timed. One that was used before
  /// would not do: what a server keeps at hand of it depends on how it was emptied.
  void renew() throws IOException;

  @Override
  void close() throws IOException;
}
