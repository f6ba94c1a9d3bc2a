package org.poormanspipes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NatsCluster;
import org.poormanspipes.testing.NatsServer;

/// Three servers of which so many are dead that none leads.
class LeaderlessTest {
  private static final int SERVERS = 3;

  @Test
  void whoOpensADeviceWaitsUntilAServerLeads() throws Exception {
    NatsServer.require();
    try (NatsCluster cluster = new NatsCluster(SERVERS)) {
      int left = (cluster.metaLeader() + 1) % SERVERS;
      for (int server = 0; server < SERVERS; server++) {
        if (server != left) {
          cluster.server(server).kill();
        }
      }
      String device = cluster.server(left).device("Led");
      DeviceException refused =
          catchThrowableOfType(
              DeviceException.class, () -> Device.open(device + "?patience=1").close());
      assertThat(refused.kind()).as(refused.getMessage()).isIn(Kind.AWAY, Kind.FAILED);
      Background<Device> opening = Eventually.background(() -> Device.open(device));
      for (int server = 0; server < SERVERS; server++) {
        if (server != left) {
          cluster.server(server).start();
        }
      }
      opening.result().close();
    }
  }
}
