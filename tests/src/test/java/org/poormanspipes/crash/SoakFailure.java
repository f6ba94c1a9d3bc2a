package org.poormanspipes.crash;

/// Something that must not happen has happened.
final class SoakFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  SoakFailure(String message) {
    super(message);
  }

  SoakFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new SoakFailure(message);
    }
  }
}
