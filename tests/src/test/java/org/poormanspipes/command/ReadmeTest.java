package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The commands that the README and the guide show: each does what is said of it.
final class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("pmp.root"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final Pattern LINE = Pattern.compile("(.*?)(?:\\s+# (.*))?");

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void commandsOfTheReadmeDoWhatItSays() throws Exception {
    assertThat(run("README.md")).as("commands in README.md").isGreaterThan(4);
  }

  @Test
  void commandsOfTheGuideDoWhatItSays() throws Exception {
    run("docs/guide.md");
  }

  private int run(String page) throws Exception {
    List<String> lines = lines(page);
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).isTrue();
      String command = parts.group(1);
      Result result =
          pmp.finish(pmp.builder(List.of("bash", "-ec", command)).directory(ROOT.toFile()), "");
      result.isFine();
      if (command.startsWith("./pmp read")) {
        result.printed(promised(parts.group(2)));
      } else if (command.startsWith("./pmp ls")) {
        assertThat(result.lines()).hasSize(2);
      } else {
        result.printed("");
      }
    }
    return lines.size();
  }

  /// What a comment says that a reader prints: `prints hello: …` or `first, second; …`.
  private static String promised(String comment) {
    String said = comment.replaceFirst("[:;].*", "").replaceFirst("^prints ", "");
    return said.replace(", ", "\n") + "\n";
  }

  private static List<String> lines(String page) throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
    while (block.find()) {
      block.group(1).lines().filter(line -> !line.isBlank()).forEach(lines::add);
    }
    return lines;
  }
}
