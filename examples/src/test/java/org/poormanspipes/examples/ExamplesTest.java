package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.poormanspipes.examples.Programs.feed;
import static org.poormanspipes.examples.Programs.output;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// What `docs/java.md` shows, as processes that meet.
class ExamplesTest {
  @RegisterExtension final Programs programs = new Programs();

  private Device device(String name) throws Exception {
    return Device.open(DeviceOptions.builder().device(name).root(programs.root()).build());
  }

  @Test
  void aPipeIsAStreamForWhateverTakesStreams() throws Exception {
    String text = "a line that repeats\n".repeat(20_000);
    Process reader = programs.start(GzipReader.class, "PACKED");
    assertThat(output(feed(programs.start(GzipWriter.class, "packed"), text))).isEmpty();
    assertThat(output(reader)).isEqualTo(text);
  }

  @Test
  void aSubscriberDoesOneJobAfterTheOther() throws Exception {
    PipeOptions messages = PipeOptions.builder().type(PipeType.MESSAGE).build();
    Process worker;
    try (Device device = device("Example");
        PipeChannel jobs = device.open("JOBS", Access.WRITE, messages)) {
      jobs.write(ByteBuffer.wrap("first".getBytes(UTF_8)));
      worker = programs.start(JobSubscriber.class, "JOBS");
      jobs.write(ByteBuffer.wrap("second".getBytes(UTF_8)));
      jobs.write(ByteBuffer.wrap("third".getBytes(UTF_8)));
    }
    assertThat(output(worker)).isEqualTo("did first\ndid second\ndid third\n3 jobs\n");
  }

  @Test
  void twoNamesAreAConversation() throws Exception {
    Process answerer = programs.start(Answerer.class, "CHAT");
    Process asker = programs.start(Asker.class, "chat", "is anybody there", "and again");
    assertThat(output(asker)).isEqualTo("IS ANYBODY THERE\nAND AGAIN\n");
    assertThat(output(answerer)).isEmpty();
  }

  @Test
  void whoeverAsksHearsThatTheOtherIsGone() throws Exception {
    Process asker = programs.start(Asker.class, "CHAT", "first", "second");
    try (Device device = device("Example");
        Conversation talk = Conversation.answering(device, "CHAT")) {
      assertThat(talk.hear()).isEqualTo("first");
      talk.say("one");
      assertThat(talk.hear()).isEqualTo("second");
    }
    assertThat(output(asker)).isEqualTo("one\nnobody answers any more\n");
  }

  @Test
  void whatAKilledLoggerLoggedLastIsThere() throws Exception {
    String configuration = "-Dlogback.configurationFile=recorder/logback.xml";
    Process shop = programs.start(List.of(configuration), Shop.class);
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(shop.getInputStream(), UTF_8));
    for (String order : List.of("bread", "milk")) {
      shop.getOutputStream().write((order + "\n").getBytes(UTF_8));
      shop.getOutputStream().flush();
      assertThat(printed.readLine()).isEqualTo("taken: " + order);
    }
    shop.destroyForcibly().waitFor();
    ByteBuffer record = ByteBuffer.allocate(1000);
    PipeOptions oldest = PipeOptions.builder().startAt(StartAt.OLDEST).build();
    try (Device device = device("Recorder");
        PipeChannel pipe = device.open("SHOP", Access.READ, oldest)) {
      for (String order : List.of("bread", "milk")) {
        assertThat(pipe.read(record.clear(), Timeout.NOW)).isPositive();
        assertThat(UTF_8.decode(record.flip()).toString())
            .endsWith(" INFO [main] o.p.examples.Shop order " + order + "\n");
      }
      assertThat(pipe.stat().number("capacity")).isEqualTo(4L << 20);
    }
  }
}
