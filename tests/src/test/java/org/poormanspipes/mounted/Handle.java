package org.poormanspipes.mounted;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.FastPath;

/// What an open name is: a descriptor of a file, or a handle in shared memory.
interface Handle {
  /// How it is read and written.
  FastPath path();

  Attributes stat() throws IOException;

  void set(Map<String, String> changes) throws IOException;

  /// Closes it; what the server does about that is done when this returns.
  void close() throws IOException;
}
