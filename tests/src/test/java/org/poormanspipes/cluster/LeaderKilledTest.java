package org.poormanspipes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.NatsCluster;
import org.poormanspipes.testing.NatsServer;

/// Three servers with a copy each, under load; the one that leads is killed and comes back. Each
/// build kills one, `-Dpmp.cluster.kills=20` more: by turns the leader of the pipe and the one of
/// all streams.
class LeaderKilledTest {
  private static final int KILLS = Integer.getInteger("pmp.cluster.kills", 1);
  private static final int SERVERS = 3;

  /// Written and read between two events.
  private static final int SOME = 300;

  @Test
  @Timeout(60 + 60 * 20)
  void nothingAcknowledgedIsLostOrDoubledOrOutOfOrderWhenTheLeaderIsKilled() throws Exception {
    NatsServer.require();
    try (NatsCluster cluster = new NatsCluster(SERVERS);
        Load load = new Load(cluster.device("Killed"))) {
      String stream = cluster.onlyPipe("killed");
      for (int kill = 0; kill < KILLS; kill++) {
        boolean ofThePipe = kill % 2 == 0;
        IntSupplier leads = ofThePipe ? () -> cluster.leaderOf(stream) : () -> cluster.metaLeader();
        Eventually.holds("all have all of it", () -> cluster.isUp() && cluster.isWhole(stream));
        Eventually.holds("one leads", () -> leads.getAsInt() >= 0);
        load.awaitMore(SOME);
        int leader = leads.getAsInt();
        load.pauses();
        cluster.server(leader).kill();
        load.awaitMore(SOME);
        System.out.println(
            "leader of "
                + (ofThePipe ? "the pipe" : "all streams")
                + " killed, pause of "
                + load.pauses());
        Eventually.holds("another leads", () -> cluster.leaderOf(stream) >= 0);
        assertThat(cluster.leaderOf(stream)).isNotEqualTo(leader);
        cluster.server(leader).start();
        load.awaitMore(SOME);
      }
      System.out.println(load.end() + " messages");
    }
  }
}
