package org.poormanspipes.bench.transport;

import java.io.IOException;

/// The end that receives.
public interface Inlet extends AutoCloseable {
  /// How many messages one call hands over at most, where it can hand over several.
  int LIMIT = 256;

  /// Hands what there is to a checker; transports that cannot but wait do so.
  ///
  /// @return how many messages
  int receive(Checker checker) throws IOException;

  @Override
  void close() throws IOException;
}
