package org.poormanspipes.contract;

import static org.poormanspipes.contract.MountLimits.Reason.ALONE;
import static org.poormanspipes.contract.MountLimits.Reason.FAIR;
import static org.poormanspipes.contract.MountLimits.Reason.LOSS;
import static org.poormanspipes.contract.MountLimits.Reason.NOTHING;
import static org.poormanspipes.contract.MountLimits.Reason.POLICY;
import static org.poormanspipes.contract.MountLimits.Reason.SLOW;
import static org.poormanspipes.contract.MountLimits.Reason.TREE;
import static org.poormanspipes.contract.MountLimits.Reason.UNNAMED;

import java.util.List;

/// What of the contract a file can't carry, all of it: the tests that are not run through a mount,
/// and why. They are listed at the end of the run; `-Dpmp.mount.limits=none` in the
/// tests' JVM runs them all the same.
///
/// Whole contracts that [MountContractTest] leaves out: [BatchContract], [ClaimContract] and
/// [PollContract], for there is no system call that takes several messages, lends room in the pipe,
/// or shows what lies there.
final class MountLimits extends Limits {

  /// Why a file can't.
  enum Reason implements Limits.Reason {
    NOTHING("a write of nothing never reaches the pipe, and an empty message would be the end"),
    UNNAMED("a file has a name: the bare device and the lone separator have none"),
    TREE("one name can't be a file and a directory at once, and the kernel resolves // and .."),
    LOSS("the loss is told beside a read, after it: what is read was taken by then"),
    POLICY("poll tells of room: who waits for it isn't told that the pipe began to reject"),
    FAIR("who polls, or waits in a mount, stands in no line of writers"),
    SLOW("its readers ask after each read what they lost, and are too slow for it"),
    ALONE("the process that serves the mount uses the device too");

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
          new Limit(
              "Messages.anEmptyMessageIsAMessageAndAnEmptyWriteToAStreamIsNothing",
              NOTHING,
              Flavour::isMessage),
          new Limit(
              "Messages.anEmptyWriteToAFullPipeTakesRoomOnlyAsAMessage",
              NOTHING,
              Flavour::isMessage),
          new Limit("Streams.eachWriteToAStreamIsOneMessageAndEmptyOnesAreNoEnd", NOTHING),
          new Limit("Figures.whatIsReadFromAQueueIsNoLongerInUse", NOTHING, Flavour::isMessage),
          new Limit("Largest.theLargestWriteIsWholeWhereverItBegins", NOTHING, Flavour::isMessage),
          new Limit("Publisher.aMessageComesWholeHoweverLarge", NOTHING),
          new Limit("Names.theBareDeviceAndALoneSeparatorAreTwoPipes", UNNAMED),
          new Limit("Names.otherNamesAreSeparate", TREE, _ -> true, "a"),
          new Limit("Names.otherProcessesMeetUnderTheSameName", TREE),
          new Limit("Names.aNameThatBreaksARuleIsRefused", TREE),
          new Limit(
              "Model.everyStepDoesWhatAPlainListWouldDo",
              LOSS,
              kind -> kind.isBroadcast() && !kind.keepsOldest()),
          new Limit(
              "Model.everyStepAndEveryChangeDoesWhatAPlainListWouldDo", LOSS, Flavour::isBroadcast),
          new Limit("Loss.aReaderThatLosesAgainAndAgainHasAMessageEachTime", LOSS),
          new Limit(
              "LiveChange.threeHundredChangesWithOverwritingAmongThem"
                  + "LoseOnlyTheOldestAndABroadcastSaysHowMuch",
              SLOW,
              kind -> kind.isBroadcast() && kind.isMessage()),
          new Limit("WritersWait.aPipeThatBecomesRejectingEndsItsWritersWaits", POLICY),
          new Limit("Fairness.aLargeMessageIsNotStarvedBySmallOnes", FAIR),
          new Limit("Fairness.aLargeMessageThatNoThreadWaitsForIsNotStarvedEither", FAIR),
          new Limit("Devices.anEmptyDeviceIsRemovedWithoutForce", ALONE));

  MountLimits() {
    super("a mount", MountContractTest.class, "pmp.mount.limits", LIMITS);
  }
}
