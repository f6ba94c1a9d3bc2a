package org.poormanspipes.mounted;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.FastPath;

/// A handle that a file can't be: one without reading and writing, or a reader from the oldest. It
/// is the library's own, in shared memory; changes go through the mount all the same.
///
/// @param channel the handle
/// @param file where the pipe is in the mount
record SharedHandle(PipeChannel channel, String file) implements Handle {
  @Override
  public FastPath path() {
    FastPath path = channel.fileObject().fastPath();
    if (path == null) {
      throw new IllegalStateException("pipes in shared memory have one");
    }
    return path;
  }

  @Override
  public Attributes stat() throws IOException {
    return channel.stat();
  }

  @Override
  public void set(Map<String, String> changes) throws IOException {
    Properties.set(file, changes, "'" + channel.name() + "'");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
