package org.poormanspipes.web;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;

/// The device for Prometheus: reads it when it is asked, and keeps nothing. The names are those of
/// `docs/web.md`. Safe for any number of threads.
final class DeviceMetrics {

  private final String name;
  private final Snapshots snapshots;
  private final ExpositionFormats formats = ExpositionFormats.init();

  /// @param name of the device, as a label
  DeviceMetrics(String name, Snapshots snapshots) {
    this.name = name;
    this.snapshots = snapshots;
  }

  /// Writes all, in the format that the asker prefers.
  ///
  /// @param accept what it said, or null
  /// @return the type of the content
  String write(@Nullable String accept, OutputStream target) throws IOException {
    ExpositionFormatWriter writer = formats.findWriter(accept == null ? "" : accept);
    writer.write(target, collect());
    return writer.getContentType();
  }

  /// A device that can't be read is no failure of the scrape: it is down, and says nothing else.
  private MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    Labels device = Labels.of("device", name);
    try {
      Snapshot snapshot = snapshots.current();
      all.metricSnapshot(
          gauge("pmp_device_up", "1 if the device could be read, else 0.", device, 1));
      describe(snapshot, device, all);
      pool(snapshot, all);
      new PipeMetrics(name, snapshot.pipes(), snapshot.handles()).addTo(all);
    } catch (IOException down) {
      all.metricSnapshot(
          gauge("pmp_device_up", "1 if the device could be read, else 0.", device, 0));
    }
    return all.build();
  }

  private static void describe(Snapshot snapshot, Labels device, MetricSnapshots.Builder all) {
    Attributes described = snapshot.device();
    long damaged = snapshot.pipes().stream().filter(pipe -> pipe.text("damage") != null).count();
    double took = snapshot.tookNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    all.metricSnapshot(gauge("pmp_device_pipes", "Pipes.", device, snapshot.pipes().size()))
        .metricSnapshot(
            gauge("pmp_device_damaged_pipes", "Pipes that can't be read.", device, damaged))
        .metricSnapshot(
            gauge(
                "pmp_device_used_bytes",
                "Memory that counts against the quota.",
                device,
                described.number("used-bytes")))
        .metricSnapshot(
            gauge(
                "pmp_device_quota_bytes",
                "Limit of that memory, 0 for none.",
                device,
                described.number("quota-bytes")))
        .metricSnapshot(
            gauge(
                "pmp_device_quota_pipes",
                "Limit of the number of pipes, 0 for none.",
                device,
                described.number("quota-pipes")))
        .metricSnapshot(
            gauge("pmp_device_look_seconds", "How long reading the device took.", device, took));
  }

  private void pool(Snapshot snapshot, MetricSnapshots.Builder all) {
    GaugeSnapshot.Builder bytes =
        GaugeSnapshot.builder().name("pmp_pool_bytes").help("Memory of the device, by tag.");
    GaugeSnapshot.Builder blocks =
        GaugeSnapshot.builder().name("pmp_pool_blocks").help("Blocks of memory, by tag.");
    for (Attributes tag : snapshot.pool()) {
      Labels labels = Labels.of("device", name, "tag", String.valueOf(tag.text("tag")));
      bytes.dataPoint(point(labels, tag.number("bytes")));
      blocks.dataPoint(point(labels, tag.number("diff")));
    }
    all.metricSnapshot(bytes.build()).metricSnapshot(blocks.build());
  }

  private static GaugeSnapshot gauge(String name, String help, Labels labels, Number value) {
    return GaugeSnapshot.builder().name(name).help(help).dataPoint(point(labels, value)).build();
  }

  static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, Number value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .labels(labels)
        .value(value.doubleValue())
        .build();
  }
}
