package org.poormanspipes.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.poormanspipes.testing.Page;

/// What `docs/architecture.md` says of the code is so.
class ArchitecturePageTest {
  /// `  Class.method` at the beginning of a line of a flow.
  private static final Pattern STEP =
      Pattern.compile("( *)([A-Z][A-Za-z]+)\\.([a-z][A-Za-z]+)(?: .*)?");

  /// A class: two capitals at least, or between backticks.
  private static final Pattern NAMED =
      Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b|`([A-Z][A-Za-z]+)`");

  private static final Map<String, String> SOURCES = new HashMap<>();

  private record Step(int depth, String type, String method) {}

  @BeforeAll
  static void readSources() throws IOException {
    for (String module : List.of("core", "fuse")) {
      try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          SOURCES.put(name, Files.readString(file));
        }
      }
    }
  }

  @Test
  void everyClassThatItNamesExists() throws Exception {
    Matcher named = NAMED.matcher(Page.of("docs/architecture.md").text());
    int count = 0;
    while (named.find()) {
      String name = named.group(1) == null ? named.group() : named.group(1);
      assertThat(SOURCES).as(name).containsKey(name);
      count++;
    }
    assertThat(count).isGreaterThan(50);
  }

  /// Of a step that is further in, the method is called in the class of the step it is in.
  @Test
  void everyStepOfTheFlowsIsACallInTheCode() throws Exception {
    int flows = 0;
    for (Page.Block block : Page.of("docs/architecture.md").blocks()) {
      List<Step> steps = steps(block.text());
      Deque<Step> callers = new ArrayDeque<>();
      for (Step step : steps) {
        while (!callers.isEmpty() && callers.peek().depth() >= step.depth()) {
          callers.pop();
        }
        assertThat(SOURCES.get(step.type())).as(step.toString()).containsPattern(call(step));
        if (!callers.isEmpty()) {
          String caller = SOURCES.get(callers.peek().type());
          assertThat(caller).as(callers.peek() + " calls " + step).containsPattern(call(step));
        }
        callers.push(step);
      }
      flows += steps.isEmpty() ? 0 : 1;
    }
    assertThat(flows).isEqualTo(4);
  }

  private static String call(Step step) {
    return "\\b" + step.method() + "\\(";
  }

  private static List<Step> steps(String flow) {
    List<Step> steps = new ArrayList<>();
    for (String line : flow.lines().toList()) {
      Matcher step = STEP.matcher(line);
      if (step.matches()) {
        steps.add(new Step(step.group(1).length(), step.group(2), step.group(3)));
      }
    }
    return steps;
  }
}
