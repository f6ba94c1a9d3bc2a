package org.poormanspipes.web;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poormanspipes.driver.Attributes;

/// The metrics of a snapshot's pipes. What `pmp stat` calls `bytes-in` is here
/// `pmp_pipe_bytes_in_total`.
final class PipeMetrics {

  /// Names after `pmp_pipe_`, the attribute that is their value, and what it is.
  private static final String[][] GAUGES = {
    {"capacity_bytes", "capacity", "How much the pipe holds."},
    {"used_bytes", "used", "How much it holds now."},
    {"peak_bytes", "peak", "The most that it ever held."},
    {"readers", "readers", "Open handles that may read."},
    {"writers", "writers", "Open handles that may write."},
  };

  private static final String[][] COUNTERS = {
    {"bytes_in", "bytes-in", "Bytes that writes took."},
    {"bytes_out", "bytes-out", "Bytes that reads took."},
    {"messages_in", "messages-in", "Messages, or writes of a stream."},
    {"messages_out", "messages-out", "Messages, or reads of a stream."},
    {"refused", "refused", "Writes that found no room."},
    {"waits", "waits", "Sleeps, for data, room or the lock."},
    {"lost", "lost", "What readers of a broadcast were told they had lost."},
    {"overwritten", "overwritten", "What was dropped to make room."},
  };

  private static final String[] INFO = {"type", "when-full", "delivery", "lifetime", "owner"};

  private final String device;

  /// Each name once, as Prometheus wants it: one that was removed and made again while we looked
  /// may have been seen twice.
  private final Map<String, Attributes> pipes = new LinkedHashMap<>();

  private final Map<String, List<Attributes>> handles = new HashMap<>();

  /// @param seen the pipes of the device
  /// @param open the handles of them all
  PipeMetrics(String device, List<Attributes> seen, List<Attributes> open) {
    this.device = device;
    for (Attributes pipe : seen) {
      String name = pipe.text("name");
      if (name != null) {
        pipes.put(name, pipe);
      }
    }
    for (Attributes handle : open) {
      String name = handle.text("pipe");
      if (name != null) {
        handles.computeIfAbsent(name, unseen -> new ArrayList<>()).add(handle);
      }
    }
  }

  void addTo(MetricSnapshots.Builder all) {
    for (String[] gauge : GAUGES) {
      GaugeSnapshot.Builder series = gauge(gauge[0], gauge[2]);
      pipes.forEach((name, pipe) -> {
        // A server does not tell the peak.
        if (pipe.text(gauge[1]) != null) {
          series.dataPoint(DeviceMetrics.point(labels(name), pipe.number(gauge[1])));
        }
      });
      all.metricSnapshot(series.build());
    }
    addHandles(all);
    for (String[] counter : COUNTERS) {
      all.metricSnapshot(counter(counter[0], counter[1], counter[2]));
    }
    all.metricSnapshot(info());
  }

  private void addHandles(MetricSnapshots.Builder all) {
    GaugeSnapshot.Builder readers = gauge("waiting_readers", "Handles that wait for data.");
    GaugeSnapshot.Builder writers =
        gauge("waiting_writers", "Handles that wait for room, or for the lock.");
    GaugeSnapshot.Builder dead =
        gauge("dead_handles", "Handles whose process is dead, not yet cleared away.");
    GaugeSnapshot.Builder behind =
        gauge("behind_bytes", "How far the slowest reader of a broadcast is behind.");
    pipes.forEach((name, pipe) -> {
      Labels labels = labels(name);
      List<Attributes> open = handles.getOrDefault(name, List.of());
      // A dead handle keeps what it waited for, and waits for nothing.
      List<Attributes> alive =
          open.stream().filter(handle -> !"dead".equals(handle.text("state"))).toList();
      readers.dataPoint(DeviceMetrics.point(labels, count(alive, "waiting", "data")));
      writers.dataPoint(
          DeviceMetrics.point(
              labels, count(alive, "waiting", "room") + count(alive, "waiting", "lock")));
      dead.dataPoint(DeviceMetrics.point(labels, open.size() - alive.size()));
      if ("broadcast".equals(pipe.text("delivery"))) {
        long most = open.stream().mapToLong(handle -> handle.number("behind")).max().orElse(0);
        behind.dataPoint(DeviceMetrics.point(labels, most));
      }
    });
    all.metricSnapshot(readers.build())
        .metricSnapshot(writers.build())
        .metricSnapshot(dead.build())
        .metricSnapshot(behind.build());
  }

  private static long count(List<Attributes> handles, String attribute, String value) {
    return handles.stream().filter(handle -> value.equals(handle.text(attribute))).count();
  }

  private CounterSnapshot counter(String metric, String attribute, String help) {
    CounterSnapshot.Builder series =
        CounterSnapshot.builder().name("pmp_pipe_" + metric).help(help);
    pipes.forEach((name, pipe) -> {
      // Only a pipe that overwrites has that one.
      if (pipe.text(attribute) != null) {
        series.dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels(name))
                .value((double) pipe.number(attribute))
                .build());
      }
    });
    return series.build();
  }

  private InfoSnapshot info() {
    InfoSnapshot.Builder series =
        InfoSnapshot.builder().name("pmp_pipe").help("The pipe's properties; always 1.");
    pipes.forEach((name, pipe) -> {
      Labels labels = labels(name);
      for (String property : INFO) {
        labels = labels.add(property.replace('-', '_'), String.valueOf(pipe.text(property)));
      }
      series.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build());
    });
    return series.build();
  }

  private Labels labels(String pipe) {
    return Labels.of("device", device, "pipe", pipe);
  }

  private static GaugeSnapshot.Builder gauge(String metric, String help) {
    return GaugeSnapshot.builder().name("pmp_pipe_" + metric).help(help);
  }
}
