package org.poormanspipes.bench.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What was found for one side, in the order in which it was.
final class Samples {
  private final String name;
  private final List<Double> values = new ArrayList<>();

  /// @param name whose they are
  Samples(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void add(double value) {
    values.add(value);
  }

  List<Double> values() {
    return Collections.unmodifiableList(values);
  }

  double median() {
    List<Double> sorted = sorted();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /// The value that no more than a share of them exceeds.
  double quantile(double share) {
    List<Double> sorted = sorted();
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
  }

  double least() {
    return quantile(0);
  }

  double most() {
    return quantile(1);
  }

  private List<Double> sorted() {
    return values.stream().sorted().toList();
  }
}
