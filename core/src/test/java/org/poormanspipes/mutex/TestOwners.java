package org.poormanspipes.mutex;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Owners whose death is decreed. A number of no owner is dead, as in a real table.
final class TestOwners implements Owners {

  static final int COUNT = 64;

  private final Set<Integer> dead = ConcurrentHashMap.newKeySet();

  private final Map<Integer, TestOwner> insides = new ConcurrentHashMap<>();

  /// Owners that may be inside by a bias.
  void know(TestOwner... owners) {
    for (TestOwner owner : owners) {
      insides.put(owner.number(), owner);
    }
  }

  @Override
  public boolean isInside(int owner) {
    TestOwner known = insides.get(owner);
    return known != null && known.isInside();
  }

  @Override
  public void clearInside(int owner) {
    insides.get(owner).showInside(false);
  }

  void kill(MutexOwner owner) {
    dead.add(owner.number());
  }

  /// One takeover at a time, as a lock on the slot would have it.
  @Override
  public synchronized boolean ifDead(int owner, BooleanSupplier takeover) {
    boolean isDead = owner < 0 || owner >= COUNT || dead.contains(owner);
    return isDead && takeover.getAsBoolean();
  }
}
