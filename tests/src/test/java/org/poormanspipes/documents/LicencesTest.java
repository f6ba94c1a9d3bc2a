package org.poormanspipes.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poormanspipes.testing.Page;

/// The package says under which licence each jar is that it brings.
class LicencesTest {
  private static final String PLACE = "usr/lib/pmp/app/";

  @Test
  void eachJarOfOthersIsNamedAndNoneThatIsNotThere() throws IOException {
    List<PathMatcher> named =
        found("(?m)^Files: (.+)$")
            .flatMap(files -> Stream.of(files.split(" ", -1)))
            .filter(file -> file.startsWith(PLACE))
            .map(file -> "glob:" + file.substring(PLACE.length()))
            .map(FileSystems.getDefault()::getPathMatcher)
            .toList();
    List<Path> jars = foreign();
    assertThat(jars).allMatch(jar -> named.stream().anyMatch(matcher -> matcher.matches(jar)));
    assertThat(named).allMatch(matcher -> jars.stream().anyMatch(matcher::matches));
  }

  /// With its text, or where that is.
  @Test
  void eachLicenceThatIsNamedIsThere() throws IOException {
    List<String> there = found("(?m)^License: (.+)\\n .").toList();
    assertThat(found("(?m)^License: (.+)$")).isNotEmpty().allMatch(there::contains);
    assertThat(text()).contains("shall be included", "in binary form must reproduce");
  }

  private static Stream<String> found(String pattern) throws IOException {
    return Pattern.compile(pattern).matcher(text()).results().map(found -> found.group(1));
  }

  private static String text() throws IOException {
    return Page.of("dist/debian/copyright").text();
  }

  private static List<Path> foreign() throws IOException {
    Path app = Path.of(System.getProperty("pmp.app"));
    try (Stream<Path> files = Files.walk(app)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.getFileName().toString().startsWith("pmp-"))
          .map(app::relativize)
          .toList();
    }
  }
}
