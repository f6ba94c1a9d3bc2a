package org.poormanspipes.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Attributes;

class PipeMetricsTest {

  @Test
  void whoIsDeadWaitsForNothing() {
    List<Attributes> pipes = List.of(Attributes.builder().with("name", "P").build());
    List<Attributes> handles =
        List.of(
            handle("alive", "data"),
            handle("dead", "data"),
            handle("alive", "room"),
            handle("alive", "lock"),
            handle("dead", "room"),
            handle("dead", "none"));
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    new PipeMetrics("Example", pipes, handles).addTo(all);
    MetricSnapshots metrics = all.build();
    assertThat(value(metrics, "pmp_pipe_waiting_readers")).isEqualTo(1);
    assertThat(value(metrics, "pmp_pipe_waiting_writers")).isEqualTo(2);
    assertThat(value(metrics, "pmp_pipe_dead_handles")).isEqualTo(3);
  }

  private static Attributes handle(String state, String waiting) {
    return Attributes.builder()
        .with("pipe", "P")
        .with("state", state)
        .with("waiting", waiting)
        .build();
  }

  private static double value(MetricSnapshots metrics, String name) {
    return metrics.stream()
        .filter(metric -> metric.getMetadata().getName().equals(name))
        .map(GaugeSnapshot.class::cast)
        .findFirst()
        .orElseThrow()
        .getDataPoints()
        .getFirst()
        .getValue();
  }
}
