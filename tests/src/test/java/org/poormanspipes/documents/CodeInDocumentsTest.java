package org.poormanspipes.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poormanspipes.testing.Page;

/// Code in the documentation is the text of files that are compiled and run.
class CodeInDocumentsTest {

  /// Pages on which every listing is a file's.
  private static final List<String> WHOLE =
      List.of("docs/java.md", "docs/flight-recorder.md", "docs/driver-tutorial.md");

  /// Pages whose blocks of commands a test runs: `ReadmeTest`, `CommandsInDocumentsTest`, of the
  /// mount `MountPageTest`, `FlightRecorderTest` and `DriverTutorialTest`; `UnnamedCommandTest` does
  /// what its page shows.
  private static final List<String> RUN =
      List.of(
          "docs/guide.md",
          "docs/events.md",
          "docs/unnamed.md",
          "docs/access.md",
          "docs/nats.md",
          "docs/web.md",
          "docs/mount.md",
          "docs/flight-recorder.md",
          "docs/driver-tutorial.md");

  @Test
  void eachListingIsTheTextOfTheFileThatItNames() throws Exception {
    int listings = 0;
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        if (!block.link().isEmpty()) {
          Path file = Page.ROOT.resolve("docs").resolve(block.link()).normalize();
          assertThat(Files.readString(file)).as(page.name()).contains(block.text());
          listings++;
        }
      }
    }
    assertThat(listings).isGreaterThan(10);
  }

  @Test
  void noListingOfTheGuidesIsWithoutAFile() throws Exception {
    for (String name : WHOLE) {
      for (Page.Block block : Page.of(name).blocks()) {
        boolean code = !block.language().isEmpty() && !block.language().equals("sh");
        assertThat(!code || !block.link().isEmpty()).as(name + ": " + block.text()).isTrue();
      }
    }
  }

  @Test
  void everyPageWithCommandsIsRun() throws Exception {
    for (Page page : Page.all()) {
      if (!page.scripts().isEmpty()) {
        assertThat(RUN).contains(page.name());
      }
    }
  }

  /// In a block without a fence it would be run by nobody.
  @Test
  void everyCommandStandsInAFencedBlock() throws Exception {
    for (Page page : Page.all()) {
      assertThat(page.text()).as(page.name()).doesNotContainPattern("(?m)^    (\\./)?pmp ");
    }
  }
}
