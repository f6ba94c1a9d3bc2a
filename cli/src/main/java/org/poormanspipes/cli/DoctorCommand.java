package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;

/// `pmp doctor`: what is wrong with this machine or device, and the mend.
final class DoctorCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("doctor", "Looks for what is wrong with this machine or device.")
        .with(Listing.JSON)
        .with(Devices.OPTIONS)
        .footer("Exit code 1: there is an error.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws OutputException {
    Findings findings = new Findings();
    new MachineChecks(findings).run();
    new MountChecks(findings).run();
    device(arguments, findings);
    if (arguments.has(Listing.JSON)) {
      Listing.json(findings.all(), io);
    } else {
      for (Attributes finding : findings.all()) {
        line(finding, io);
      }
    }
    return findings.anyError() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static void device(Arguments arguments, Findings findings) {
    try (Device device = Devices.look(arguments)) {
      findings.ok("device " + device.name(), "at " + device.describe().text("path"));
      findings.addAll(device.diagnose());
    } catch (IOException e) {
      findings.error("device", Failures.sentence(e), null);
    }
  }

  private static void line(Attributes finding, Stdio io) throws OutputException {
    String severity = Listing.cell(finding, "severity");
    String subject = PipeName.printable(Listing.cell(finding, "subject"));
    String problem = PipeName.printable(Listing.cell(finding, "problem"));
    io.println(severity + ": " + subject + ": " + problem);
    String mend = finding.text("mend");
    if (mend != null && !mend.isBlank()) {
      io.println("  mend: " + PipeName.printable(mend));
    }
  }
}
