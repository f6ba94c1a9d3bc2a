package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Page;

/// The commands of the page on mounts, in its order.
final class MountPageTest {
  @RegisterExtension static final Mounted MOUNT = Mounted.later("");

  private static final String UMOUNT = "pmp umount /tmp/pipes";

  /// It goes on for ever; a moment of it will do.
  private static final String FOLLOW = "tail -c +1 -f app.log";

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    Programs.find("setfattr");
    Guide guide = new Guide("docs/mount.md", "/tmp/pipes", MOUNT);
    List<Page.Block> blocks = guide.scripts();
    assertThat(blocks).hasSize(4);
    assertThat(blocks.get(1).text()).contains(FOLLOW, UMOUNT);
    String log = MOUNT.directory() + "/app.log";
    String script =
        blocks.subList(0, 3).stream()
            .map(block -> block.text().replace(UMOUNT + "\n", ""))
            .collect(Collectors.joining())
            .replace(FOLLOW, "echo logged > " + log + "; ! timeout 1 tail -c +1 -f " + log);
    Said said = guide.run(script + UMOUNT + "\nrmdir /tmp/pipes; rm " + log);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("hello\n").contains("user.pmp.capacity=");
  }

  @Test
  void theAuditTrailIsWrittenAsItSays() throws Exception {
    Guide guide = new Guide("docs/mount.md", "/tmp/pipes", MOUNT);
    String place = MOUNT.directory() + "/audited";
    String file = MOUNT.directory() + "/pmp.json";
    String text = guide.scripts().get(3).text();
    String script = text.replace("/run/pipes", place).replace("/var/log/pmp.json", file);
    assertThat(script).contains(place, file);
    String use =
        "mkdir " + place + "\n" + script + "echo x > " + place + "/AUDITED\npmp umount " + place;
    String after = "\ncat " + file + "; rm " + file + "; rmdir " + place;
    assertThat(guide.run(use + after).isFine().out()).contains("\"name\": \"AUDITED\"");
  }
}
