package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;

/// What `pmp doctor` found, in the order in which it looked.
final class Findings {

  /// How bad it is, as the library says it too.
  enum Severity {
    OK,
    WARNING,
    ERROR;

    String word() {
      return switch (this) {
        case OK -> "ok";
        case WARNING -> "warning";
        case ERROR -> "error";
      };
    }
  }

  private final List<Attributes> all = new ArrayList<>();

  void ok(String subject, String state) {
    add(Severity.OK, subject, state, null);
  }

  void warning(String subject, String problem, String mend) {
    add(Severity.WARNING, subject, problem, mend);
  }

  void error(String subject, String problem, @Nullable String mend) {
    add(Severity.ERROR, subject, problem, mend);
  }

  void addAll(List<Attributes> more) {
    all.addAll(more);
  }

  private void add(Severity severity, String subject, String problem, @Nullable String mend) {
    all.add(
        Attributes.builder()
            .with("severity", severity.word())
            .with("subject", subject)
            .with("problem", problem)
            .with("mend", mend)
            .build());
  }

  List<Attributes> all() {
    return all;
  }

  boolean anyError() {
    for (Attributes finding : all) {
      if (Severity.ERROR.word().equals(finding.text("severity"))) {
        return true;
      }
    }
    return false;
  }
}
