package org.poormanspipes.bench.report;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.poormanspipes.bench.Result;

/// All results as JSON, each round's figure included.
final class JsonReport {
  private JsonReport() {}

  static String of(List<Result> results, Map<String, String> facts) {
    return Json.document(facts, results.stream().map(JsonReport::result).toList());
  }

  private static String result(Result result) {
    StringJoiner details = new StringJoiner(", ", "{", "}");
    result
        .details()
        .forEach((name, value) -> details.add(Json.text(name) + ": " + Json.number(value)));
    StringJoiner json = new StringJoiner(", ", "{", "}");
    json.add("\"workload\": " + Json.text(result.workload().option()));
    json.add("\"size\": " + result.size());
    json.add("\"transport\": " + Json.text(result.transport()));
    json.add("\"unit\": " + Json.text(result.workload().unit()));
    json.add("\"median\": " + Json.number(result.median()));
    json.add("\"rounds\": " + Json.numbers(result.values()));
    json.add("\"details\": " + details);
    String failure = result.failure();
    if (failure != null) {
      json.add("\"failure\": " + Json.text(failure));
    }
    return json.toString();
  }
}
