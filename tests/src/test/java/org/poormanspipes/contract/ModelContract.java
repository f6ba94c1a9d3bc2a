package org.poormanspipes.contract;

import java.io.IOException;
import java.util.Random;
import org.poormanspipes.testing.Seed;

/// Random steps, each done to a pipe and to a plain list in memory; both must agree on every
/// result, on what is lost, and on the figures. `-Dpmp.steps=N` asks for more than the usual steps;
/// `-Dpmp.seed=N` plays a run again.
abstract class ModelContract extends ContractTest {
  private static final int STEPS = Integer.getInteger("pmp.steps", 240_000);
  private static final int[] STREAMS = {1, 2, 3, 7, 13, 31, 200};
  private static final int[] MESSAGES = {16, 24, 29, 56, 104, 300};

  @EachFlavour
  void everyStepDoesWhatAPlainListWouldDo(Flavour flavour) throws IOException {
    run(Seed.of("everyStepDoesWhatAPlainListWouldDo " + flavour), flavour, false);
  }

  @EachFlavour
  void everyStepAndEveryChangeDoesWhatAPlainListWouldDo(Flavour flavour) throws IOException {
    run(Seed.of("everyStepAndEveryChangeDoesWhatAPlainListWouldDo " + flavour), flavour, true);
  }

  private void run(Seed seed, Flavour flavour, boolean changing) throws IOException {
    int[] capacities = flavour.isMessage() ? MESSAGES : STREAMS;
    int steps =
        Math.ceilDiv(backend.enough(STEPS), 2 * (int) Flavour.all().count() * capacities.length);
    for (int capacity : capacities) {
      Random random = seed.random(capacity);
      new ModelSession(this, flavour, capacity, random, changing).run(steps);
    }
  }
}
