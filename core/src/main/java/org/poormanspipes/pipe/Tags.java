package org.poormanspipes.pipe;

import org.poormanspipes.pool.Tag;

/// What the blocks of this driver are for.
final class Tags {

  /// A device's context.
  static final Tag DEVICE = Tag.of("Devi");

  /// A pipe's context, with its handles.
  static final Tag PIPE = Tag.of("Pipe");

  /// A ring's bytes.
  static final Tag RING = Tag.of("Ring");

  private Tags() {}
}
