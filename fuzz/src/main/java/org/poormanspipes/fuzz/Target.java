package org.poormanspipes.fuzz;

import java.io.IOException;

/// Something that takes hostile bytes. Runs one input after another in one thread; each finds
/// things as the first one did.
public interface Target extends AutoCloseable {
  /// Takes an input. Whatever it throws is a finding: what is documented is caught in it.
  ///
  /// @param input any bytes
  /// @throws Exception if something came out that should not
  void run(byte[] input) throws Exception;

  @Override
  void close() throws IOException;
}
