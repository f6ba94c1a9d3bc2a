package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.testing.Page;
import org.poormanspipes.testing.Requires;

/// The commands that the README and the guide show: each does what is said of it.
final class ReadmeTest {
  private static final String MOUNT = "./pmp mount";
  private static final Pattern LINE = Pattern.compile("(.*?)(?:\\s+# (.*))?");

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void commandsOfTheReadmeDoWhatItSays() throws Exception {
    List<String> lines = lines("README.md", block -> !block.contains(MOUNT));
    assertThat(lines).as("commands in README.md").hasSizeGreaterThan(4);
    run(lines);
  }

  @Test
  void commandsOfTheReadmeThatMountDoWhatItSays(@TempDir Path place) throws Exception {
    Requires.root();
    Requires.thing(Files.exists(Path.of("/dev/fuse")), "needs /dev/fuse");
    Path directory = place.resolve("pipes");
    List<String> lines =
        lines("README.md", block -> block.contains(MOUNT)).stream()
            .map(line -> line.replace("/tmp/pipes", directory.toString()))
            .toList();
    assertThat(lines).as("commands in README.md").hasSizeGreaterThan(2);
    try {
      run(lines);
    } finally {
      pmp.run("umount", "--force", directory.toString());
    }
  }

  @Test
  void commandsOfTheGuideDoWhatItSays() throws Exception {
    run(lines("docs/guide.md", _ -> true));
  }

  /// The first records, and the second shows it.
  @Test
  void commandsOfTheEventsPageShowEvents(@TempDir Path place) throws Exception {
    String file = place.resolve("pipes.jfr").toString();
    String jdk = Path.of(System.getProperty("java.home"), "bin").toString();
    List<String> lines = lines("docs/events.md", _ -> true);
    assertThat(lines).hasSize(2);
    String script = String.join("\n", lines).replace("/tmp/pipes.jfr", file);
    Result result =
        pmp.finish(
            pmp.builder(List.of("bash", "-ec", "PATH=" + jdk + ":$PATH\n" + script))
                .directory(Page.ROOT.toFile()),
            "");
    assertThat(result.isFine().out())
        .contains("org.poormanspipes.Open {", "org.poormanspipes.Close {", "pipe = \"HELLO\"");
  }

  private void run(List<String> lines) throws Exception {
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).isTrue();
      String command = parts.group(1);
      Result result =
          pmp.finish(
              pmp.builder(List.of("bash", "-ec", command)).directory(Page.ROOT.toFile()), "");
      result.isFine();
      if (command.startsWith("./pmp read") || command.startsWith("cat ")) {
        result.printed(promised(parts.group(2)));
      } else if (command.startsWith("./pmp ls")) {
        assertThat(result.lines()).hasSize(2);
      } else {
        result.printed("");
      }
    }
  }

  /// What a comment says that a reader prints: `prints hello: …` or `first, second; …`.
  private static String promised(String comment) {
    String said = comment.replaceFirst("[:;].*", "").replaceFirst("^prints ", "");
    return said.replace(", ", "\n") + "\n";
  }

  private static List<String> lines(String page, Predicate<String> wanted) throws IOException {
    return Page.of(page).scripts().stream()
        .map(Page.Block::text)
        .filter(wanted)
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .toList();
  }
}
