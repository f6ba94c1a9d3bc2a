package org.poormanspipes.stress;

import org.poormanspipes.linux.Membarrier;

/// Lets this process go without fences of its own, with the kernel's for all its processors: what a
/// test of such a pair needs, and the library has only nearly always; see [Membarrier].
public final class LightFences {

  private LightFences() {}

  /// Registers for the kernel's fences: for the library's, and for the one that misses no thread of
  /// this process. Threads end here all the time.
  public static void use() {
    if (!Membarrier.register() || !Membarrier.fenceOwnThreadsToo()) {
      throw new IllegalStateException("the kernel has no membarrier");
    }
  }
}
