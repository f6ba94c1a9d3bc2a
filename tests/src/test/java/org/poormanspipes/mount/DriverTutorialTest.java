package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Page;

/// The drivers of the tutorial are mounted, and used by cat, echo and dd as it shows.
final class DriverTutorialTest {
  @RegisterExtension static final Mounted MOUNT = Mounted.later("");

  /// A server in the background is waited for; it keeps its output to itself.
  private static final String IN_BACKGROUND = "(?m)^(run .*) &$";

  private static final String AND_WAIT =
      """
      : > "\\$LOG"; $1 > "\\$LOG" 2>&1 &
      until grep -q 'mounted on' "\\$LOG"; do kill -0 \\$!; sleep 0.02; done\
      """;

  @Test
  void everyCommandOfTheTutorialDoesWhatItSays() throws Exception {
    Guide guide = new Guide("docs/driver-tutorial.md", "/tmp/tutorial", MOUNT);
    assertThat(guide.scripts()).hasSizeGreaterThan(5);
    String commands =
        guide.scripts().stream()
            .map(Page.Block::text)
            .collect(Collectors.joining("\n"))
            .replaceAll("(?m)^\\./mvnw .*$", "")
            .replaceAll(IN_BACKGROUND, AND_WAIT);
    String promised =
        guide.scripts().stream().map(Page.Block::promised).collect(Collectors.joining());
    Said said =
        guide.run("LOG=$(mktemp); trap 'cat \"$LOG\" >&2; rm -f \"$LOG\"' EXIT\n" + commands);
    assertThat(said.out()).as(said.toString()).isEqualTo(promised);
    assertThat(said.code()).as(said.toString()).isZero();
  }
}
