package org.poormanspipes.nats;

import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;

/// What is wrong with a device on a server, and the mend.
final class Diagnosis {

  private final NatsDeviceContext device;
  private final List<Attributes> findings = new ArrayList<>();

  private Diagnosis(NatsDeviceContext device) {
    this.device = device;
  }

  static List<Attributes> diagnose(NatsDeviceContext device) throws IOException {
    Diagnosis diagnosis = new Diagnosis(device);
    diagnosis.server();
    diagnosis.pipes();
    return diagnosis.findings;
  }

  private void server() throws IOException {
    ServerInfo info = device.api().connection().getServerInfo();
    int copies = device.streams().info(device.subjects().stateStream()).replicas();
    add("ok", "server", "NATS " + info.getVersion() + " at " + device.address().shown(), null);
    boolean alone = copies == 1 && info.getCluster() != null;
    add(
        alone ? "warning" : "ok",
        "copies",
        copies == 1 ? "the pipes are on one server only" : copies + " servers keep each pipe",
        alone ? "name ?replicas=3 where the device is made, so that it outlives a server" : null);
  }

  private void pipes() throws IOException {
    Set<String> streams = new HashSet<>(device.streams().ofPipes(device.subjects()));
    int whole = 0;
    for (Store.Entry entry : device.records().all()) {
      String number = ListOperation.number(entry);
      boolean there = streams.remove(device.subjects().dataStream(number));
      try {
        PipeRecord record = PipeRecord.of(entry.data());
        if (there || record.deleted()) {
          whole++;
          continue;
        }
        add("error", "pipe #" + number, "its stream is missing", "'pmp rm #" + number + "'");
      } catch (DeviceException damage) {
        add("error", "pipe #" + number, "" + damage.getMessage(), "'pmp rm #" + number + "'");
      }
    }
    add("ok", "pipes", whole + " pipes are whole", null);
    for (String stream : streams) {
      add(
          "warning",
          stream,
          "a stream without a pipe, left behind by a process that died",
          "it goes with the device");
    }
  }

  private void add(String severity, String subject, String problem, @Nullable String mend) {
    findings.add(
        Attributes.builder()
            .with("severity", severity)
            .with("subject", subject)
            .with("problem", problem)
            .with("mend", mend)
            .build());
  }
}
