package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What somebody who came through a mount may do with a pipe: looked at when it is opened, and
/// again before the first operation after a change of the pipe's access. Any number of threads may
/// ask.
final class Permit {

  private final PipeContext pipe;
  private final PipeAccess rules;
  private final Access access;
  private final Identity who;
  private volatile Verdict verdict;

  /// What was found at an epoch.
  private record Verdict(int epoch, boolean granted) {}

  private Permit(PipeContext pipe, Access access, Identity who, Verdict verdict) {
    this.pipe = pipe;
    this.rules = pipe.control().access();
    this.access = access;
    this.who = who;
    this.verdict = verdict;
  }

  /// The permit of a new handle. What modes say the kernel has compared already, with what it
  /// knows better; the rest is decided here.
  ///
  /// @param made whether the pipe was made for it: as with a file, the mode does not bind who makes
  ///     it
  static Permit of(PipeContext pipe, Access access, Caller caller, boolean made)
      throws DeviceException {
    PipeAccess rules = pipe.control().access();
    int epoch = rules.steadyEpoch();
    PipeAccess.@Nullable Seen seen = rules.at(epoch);
    AccessPolicy policy = seen == null ? AccessPolicy.REGISTERED : seen.rule().policy();
    Identity who = Identity.of(caller, policy == AccessPolicy.REGISTERED);
    boolean granted =
        made
            || access == Access.ATTRIBUTES
            || policy.isMode()
            || (seen != null && Entitlement.covers(seen, who, access));
    Permit permit = new Permit(pipe, access, who, new Verdict(epoch, granted));
    if (!granted) {
      throw permit.refused(policy);
    }
    return permit;
  }

  /// Refuses who may not any more. The handle's memory is there.
  void check() throws DeviceException {
    Verdict known = verdict;
    if (rules.epochOpaque() != known.epoch()) {
      known = review();
    }
    if (!known.granted()) {
      throw refused(AccessPolicy.MODE);
    }
  }

  /// While it is being changed, or stays so because somebody died over it, nothing is remembered.
  private Verdict review() {
    int epoch = rules.steadyEpoch();
    PipeAccess.Seen seen = rules.at(epoch);
    Verdict found = new Verdict(epoch, seen != null && Entitlement.covers(seen, who, access));
    if (seen != null) {
      verdict = found;
    }
    return found;
  }

  private DeviceException refused(AccessPolicy policy) {
    String name = "'" + pipe.name() + "'";
    return new DeviceException(
        Kind.DENIED,
        switch (policy) {
          case ROOT -> "the pipe " + name + " is open to root only";
          case REGISTERED -> "the pipe " + name + " is open to registered users only";
          default -> "the right to use the pipe " + name + " was withdrawn by its owner";
        });
  }
}
