package org.poormanspipes.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;
import org.poormanspipes.linux.Descriptor.Flag;

/// Where tests put their files, and how they make them.
final class Places {

  /// Temporary directories in shared memory, as pipes have them.
  static final class SharedMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("/dev/shm"), "pmp-test-");
    }
  }

  private Places() {}

  /// A file that is open for reading and writing, made if need be.
  static Descriptor open(Path file) throws SystemCallException {
    return Descriptor.open(file, EnumSet.of(Flag.READ_WRITE, Flag.CREATE), 0600);
  }

  /// The same, with some room in it.
  static Descriptor open(Path file, long size) throws SystemCallException {
    Descriptor descriptor = open(file);
    descriptor.allocate(0, size);
    return descriptor;
  }
}
