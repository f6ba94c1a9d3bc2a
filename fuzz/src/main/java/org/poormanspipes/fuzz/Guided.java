package org.poormanspipes.fuzz;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the guided fuzzer calls: the target that the property `pmp.fuzz.target` names.
public final class Guided {
  private static final int LEAKS_EVERY = 4096;

  private static @Nullable Target target;
  private static int count;

  private Guided() {}

  /// Once, before the first input.
  public static void fuzzerInitialize() throws IOException {
    target = Targets.of(System.getProperty("pmp.fuzz.target", "blocks"));
  }

  /// For each input.
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Target present = target;
    if (present == null) {
      throw new IllegalStateException("not initialised");
    }
    present.run(input);
    count++;
    if (count % LEAKS_EVERY == 0) {
      Leaks.check();
    }
  }

  /// Once, at the end.
  public static void fuzzerTearDown() throws IOException {
    Target present = target;
    if (present != null) {
      present.close();
    }
  }
}
