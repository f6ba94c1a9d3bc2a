package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.NatsServer;
import org.poormanspipes.testing.Page;
import org.poormanspipes.testing.PageServer;

/// The commands of pages that need no mount, as they stand there but for the address of the server.
final class CommandsInDocumentsTest {
  @RegisterExtension final Pmp pmp = new Pmp();

  private static List<String> scripts(String page) throws IOException {
    return Page.of(page).scripts().stream().map(Page.Block::text).toList();
  }

  private Result run(String script) throws Exception {
    String path = "PATH=" + Page.ROOT + ":$PATH\n";
    return pmp.finish(pmp.builder(List.of("bash", "-ec", path + script)), "");
  }

  @Test
  void whoMay() throws Exception {
    List<String> scripts = scripts("docs/access.md");
    assertThat(scripts).hasSize(1);
    String said = run(scripts.getFirst()).isFine().out();
    assertThat(said.lines()).contains("access: registered", "allow: uid:1001", "mode: 0666");
  }

  @Test
  void aPipeOnAServerAndABridge() throws Exception {
    NatsServer.require();
    List<String> scripts = scripts("docs/nats.md");
    assertThat(scripts).hasSize(2);
    try (NatsServer server = NatsServer.withJetStream()) {
      String address = "127.0.0.1:" + server.port();
      String start = scripts.getFirst();
      assertThat(start).startsWith("nats-server -js ");
      run(start.replaceFirst("nats-server.*\n", "").replace("127.0.0.1:4222", address))
          .printed("hello\n");
      List<String> bridges = scripts.get(1).replace("host:4222", address).lines().toList();
      assertThat(bridges).hasSize(2);
      pmp.run("create", "LOG", "--type", "message").isFine();
      pmp.run("write", "LOG", "-m", "there", "-m", "back").isFine();
      run(bridges.getFirst()).isFine();
      run(bridges.get(1)).isFine();
      assertThat(pmp.run("read", "LOG", "-n", "2").isFine().out()).contains("there", "back");
    }
  }

  @Test
  void thePage() throws Exception {
    assertThat(scripts("docs/web.md")).containsExactly("pmp web\n");
    try (PageServer page = PageServer.start(pmp.root(), "")) {
      assertThat(page.address()).startsWith("http://127.0.0.1:").contains("/?token=");
    }
  }
}
