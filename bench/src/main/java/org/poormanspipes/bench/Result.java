package org.poormanspipes.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came out for one transport in one workload with one size.
public final class Result {
  private final Workload workload;
  private final int size;
  private final String transport;
  private final List<Double> values = new ArrayList<>();
  private final Map<String, List<Double>> details = new LinkedHashMap<>();
  private @Nullable String failure;

  /// Nothing yet.
  public Result(Workload workload, int size, String transport) {
    this.workload = workload;
    this.size = size;
    this.transport = transport;
  }

  void add(double value) {
    values.add(value);
  }

  void detail(String name, double value) {
    details.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /// One that replaces what was there.
  void detailLast(String name, double value) {
    details.put(name, List.of(value));
  }

  void fail(String why) {
    failure = why;
  }

  public Workload workload() {
    return workload;
  }

  public int size() {
    return size;
  }

  public String transport() {
    return transport;
  }

  /// One for each round.
  public List<Double> values() {
    return Collections.unmodifiableList(values);
  }

  public double median() {
    return median(values);
  }

  public double least() {
    return values.stream().min(Double::compare).orElse(Double.NaN);
  }

  public double most() {
    return values.stream().max(Double::compare).orElse(Double.NaN);
  }

  /// Medians over the rounds of what else was found, by name.
  public Map<String, Double> details() {
    Map<String, Double> medians = new LinkedHashMap<>();
    details.forEach((name, all) -> medians.put(name, median(all)));
    return medians;
  }

  /// Why there is no figure, if there is none.
  public @Nullable String failure() {
    return failure;
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
