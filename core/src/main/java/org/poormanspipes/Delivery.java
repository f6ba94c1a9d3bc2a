package org.poormanspipes;

/// Who gets what was written; fixed when the pipe is created.
public enum Delivery {
  /// Each byte or message goes to one reader.
  QUEUE,
  /// Each handle has its own cursor and sees everything that it is not too slow for.
  BROADCAST
}
