package org.poormanspipes.cli;

import org.jspecify.annotations.Nullable;

/// The command was written wrongly.
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A mistake.
  ///
  /// @param message what is wrong, in one sentence
  UsageException(String message) {
    this(message, null);
  }

  UsageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
