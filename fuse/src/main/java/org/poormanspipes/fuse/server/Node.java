package org.poormanspipes.fuse.server;

import java.util.concurrent.atomic.AtomicLong;

/// What the kernel has a number for.
///
/// @param id the number
/// @param directory whether it is a directory
/// @param name below the device, with `/` between its components; empty for the root
/// @param key the same for names that mean the same
/// @param lookups how often the kernel was told of it and has not said that it forgot
record Node(long id, boolean directory, String name, String key, AtomicLong lookups) {
  Node(long id, boolean directory, String name, String key) {
    this(id, directory, name, key, new AtomicLong());
  }

  /// The full name of something in this directory.
  String child(String component) {
    return name.isEmpty() ? component : name + "/" + component;
  }
}
