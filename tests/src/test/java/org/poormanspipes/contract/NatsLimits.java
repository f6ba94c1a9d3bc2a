package org.poormanspipes.contract;

import static org.poormanspipes.contract.NatsLimits.Reason.COPY;
import static org.poormanspipes.contract.NatsLimits.Reason.DIRECTORY;
import static org.poormanspipes.contract.NatsLimits.Reason.EXCLUSIVE;
import static org.poormanspipes.contract.NatsLimits.Reason.ROW;
import static org.poormanspipes.contract.NatsLimits.Reason.SLOW;

import java.util.List;

/// What of the contract a NATS server can't carry, all of it: the tests that are not run there, and
/// why. They are listed at the end of the run; `-Dpmp.nats.limits=none` in the tests' JVM runs them
/// all the same.
///
/// A whole contract that [NatsContractTest] leaves out: [FairnessContract], for writers stand in no
/// line on a server.
final class NatsLimits extends Limits {

  /// Why it can't.
  enum Reason implements Limits.Reason {
    DIRECTORY("devices on a server are in no directory that could be listed, and have no links"),
    SLOW("each operation is a question to a server, and this asks for tens of thousands of them"),
    COPY("what a handler looks at is a copy, which nobody can overwrite"),
    ROW("how much of a stream is kept for a reader that loses twice in a row is another amount"),
    EXCLUSIVE("a device on a server can't be exclusive: that is refused in words");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    @Override
    public String sentence() {
      return sentence;
    }
  }

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("Model.everyStepDoesWhatAPlainListWouldDo", ROW, NatsLimits::losesBytes),
          new Limit(
              "Model.everyStepAndEveryChangeDoesWhatAPlainListWouldDo",
              ROW,
              NatsLimits::losesBytes),
          new Limit("Async.aThousandPipesAreWaitedForAtOnce", SLOW),
          new Limit("Poll.aPipeDoesNotBeginToOverwriteWhatIsBeingLookedAt", COPY),
          new Limit("Overwrite.whatSeveralProcessesWroteLastIsWhatStays", SLOW),
          new Limit("Largest.theLargestWriteIsWholeWhereverItBegins", SLOW),
          new Limit("Devices.aLinkOpensTheSamePipesAlsoInAnotherProcess", DIRECTORY),
          new Limit("Devices.aLinkToAMissingDeviceIsRefusedAndNoneIsLeft", DIRECTORY),
          new Limit("Devices.aLinkToALinkStandsForTheDeviceItself", DIRECTORY),
          new Limit("Devices.aMissingDeviceIsToldApartFromOneThatExists", DIRECTORY),
          new Limit("Devices.aDeviceInUseIsRemovedOnlyByForce", DIRECTORY),
          new Limit("Devices.anEmptyDeviceIsRemovedWithoutForce", DIRECTORY),
          new Limit("Devices.anExclusiveDeviceAdmitsOneHandleAmongAllProcesses", EXCLUSIVE));

  NatsLimits() {
    super("a NATS server", NatsContractTest.class, "pmp.nats.limits", LIMITS);
  }

  private static boolean losesBytes(Flavour kind) {
    return kind.isBroadcast() && !kind.isMessage() && !kind.keepsOldest();
  }
}
