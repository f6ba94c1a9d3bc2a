package org.poormanspipes.pool;

import java.io.IOException;

/// A file is not the block that it should be. The message is one sentence that says which and how.
public final class DamagedBlockException extends IOException {

  private static final long serialVersionUID = 1L;

  /// A damaged block.
  ///
  /// @param message one sentence
  public DamagedBlockException(String message) {
    super(message);
  }
}
