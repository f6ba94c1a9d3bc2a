package org.poormanspipes.stop;

/// The process is dead: thrown at each of its effects from then on, so that nothing that runs while
/// its threads unwind can change what others see.
public final class Dead extends Error {
  private static final long serialVersionUID = 1L;

  Dead() {
    super("dead", null, false, true);
  }
}
