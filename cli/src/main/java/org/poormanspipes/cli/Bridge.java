package org.poormanspipes.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;

/// Joins two pipes: opens both, and again when a server was away. What was under way then is not
/// known to have arrived: a [Carrier] looks how far it came before it goes on.
final class Bridge {

  private static final long PAUSE_MILLIS = 500;
  private static final long LOOK_MILLIS = 20;

  private final BridgePlan plan;
  private final Stdio io;
  private final Stop stop = Stop.onSignal();
  private @Nullable Losses losses;
  private boolean waits;

  Bridge(BridgePlan plan, Stdio io) {
    this.plan = plan;
    this.io = io;
  }

  int run() throws IOException {
    try {
      while (!stop.isAsked()) {
        boolean ended;
        try (Device device = Device.open(plan.from().device())) {
          ended = readFrom(device);
        } catch (DeviceException away) {
          tellAway(away);
          stop.await(PAUSE_MILLIS);
          continue;
        }
        return conclude(ended);
      }
    } finally {
      Losses known = losses;
      if (known != null) {
        known.tell();
      }
      stop.over();
    }
    return stop.done();
  }

  private int conclude(boolean ended) {
    Losses known = losses;
    if (known != null) {
      known.tell();
    }
    if (!ended) {
      return stop.done();
    }
    return known != null && known.hasDropped() ? ExitCode.NOT_ALL : ExitCode.DONE;
  }

  /// Carries, end after end of the stream if it is to follow.
  ///
  /// @return false if it was told to stop
  private boolean readFrom(Device device) throws IOException {
    PipeChannel reader = openFrom(device);
    try {
      while (writeTo(device, reader)) {
        if (!plan.follow()) {
          return true;
        }
        // The old one is closed afterwards, so that the pipe is open all the time.
        PipeChannel next = openFrom(device);
        reader.close();
        reader = next;
      }
      return false;
    } finally {
      reader.close();
    }
  }

  /// Carries to the end of the stream.
  ///
  /// @return false if it was told to stop
  private boolean writeTo(Device source, PipeChannel reader) throws IOException {
    Losses counted =
        losses == null ? new Losses(io, reader.messages() ? "messages" : "bytes") : losses;
    losses = counted;
    Hold hold = new Hold(source, reader, plan.whenFull(), counted);
    String identity = PipeIdentity.of(reader, plan.from().remote());
    while (!stop.isAsked()) {
      try (Device target = Device.open(plan.to().device());
          PipeChannel writer = openTo(target, reader)) {
        Carrier carrier = new Carrier(plan, identity, new Carrier.Ends(reader, writer), hold, stop);
        tellBack();
        return carrier.carry();
      } catch (DeviceException away) {
        tellAway(away);
      }
      for (long slept = 0; slept < PAUSE_MILLIS && !stop.isAsked(); slept += LOOK_MILLIS) {
        hold.relieve();
        stop.await(LOOK_MILLIS);
      }
    }
    return false;
  }

  private PipeChannel openFrom(Device device) throws IOException {
    String name = plan.from().name();
    // Of a broadcast, what is still there: a bridge that was killed may have left something.
    PipeOptions oldest = PipeOptions.builder().startAt(StartAt.OLDEST).build();
    try {
      return device.open(name, Access.READ, oldest, Disposition.OPEN);
    } catch (DeviceException missing) {
      if (missing.kind() != Kind.NOT_FOUND) {
        throw missing;
      }
      return device.open(name, Access.READ, typeOfTarget());
    }
  }

  private PipeOptions typeOfTarget() throws IOException {
    try (Device target = Device.open(plan.to().device())) {
      return PipeOptions.builder()
          .attribute("type", String.valueOf(target.stat(plan.to().name()).text("type")))
          .build();
    } catch (DeviceException missing) {
      if (missing.kind() != Kind.NOT_FOUND) {
        throw missing;
      }
      return PipeOptions.DEFAULT;
    }
  }

  private PipeChannel openTo(Device device, PipeChannel reader) throws IOException {
    String type = reader.messages() ? "message" : "byte";
    return device.open(
        plan.to().name(), Access.WRITE, PipeOptions.builder().attribute("type", type).build());
  }

  /// A server that is away comes back; every other refusal ends the bridge.
  private void tellAway(DeviceException away) throws DeviceException {
    boolean passing =
        (plan.from().remote() || plan.to().remote())
            && (away.kind() == Kind.AWAY || away.kind() == Kind.FAILED);
    if (!passing) {
      throw away;
    }
    if (!waits) {
      waits = true;
      io.warn("pmp: waiting: " + Failures.sentence(away));
    }
  }

  private void tellBack() {
    if (waits) {
      waits = false;
      io.warn("pmp: going on");
    }
  }
}
