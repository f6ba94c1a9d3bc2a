package org.poormanspipes.logback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// Logback itself, configured by XML as a user does, over pipes of a root of its own.
class PipeAppenderTest {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path directory;
  private Path root;
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void chooseRoot() {
    root = directory.resolve("root");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Logger configure(String settings) throws Exception {
    String xml =
        """
        <configuration>
          <appender name="RECORDER" class="org.poormanspipes.logback.PipeAppender">
            <root>%s</root>
            %s
            <encoder><pattern>%%level %%msg%%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="RECORDER"/></root>
        </configuration>
        """
            .formatted(root, settings);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    return context.getLogger("test");
  }

  @SuppressWarnings("unchecked")
  private PipeAppender<ILoggingEvent> appender() {
    return (PipeAppender<ILoggingEvent>)
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("RECORDER");
  }

  private List<String> errors() {
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getLevel() == Status.ERROR)
        .map(Status::getMessage)
        .toList();
  }

  private Device device() throws Exception {
    return Device.open(DeviceOptions.builder().device("Example").root(root).build());
  }

  private List<String> read(String name) throws Exception {
    List<String> records = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate(100_000);
    PipeOptions oldest = PipeOptions.builder().startAt(StartAt.OLDEST).build();
    try (Device device = device();
        PipeChannel pipe = device.open(name, Access.READ, oldest)) {
      int count = pipe.read(buffer.clear(), Timeout.NOW);
      while (count >= 0 || count == Outcome.LOST) {
        if (count >= 0) {
          records.add(new String(buffer.array(), 0, count, UTF_8));
        }
        count = pipe.read(buffer.clear(), Timeout.NOW);
      }
    }
    return records;
  }

  private static void until(String what, BooleanSupplier holds) throws InterruptedException {
    long began = System.nanoTime();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime() - began).as(what).isLessThan(LIMIT_NANOS);
      Thread.sleep(20);
    }
  }

  @Test
  void eachEventIsAMessageAndReadersTakeNothingAway() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe>");
    logger.info("one");
    logger.warn("two\nlines");
    logger.debug("not at this level");
    List<String> expected = List.of("INFO one\n", "WARN two\nlines\n");
    assertThat(read("shop")).isEqualTo(expected);
    assertThat(read("shop")).isEqualTo(expected);
    assertThat(errors()).isEmpty();
    try (Device device = device()) {
      assertThat(device.stat("SHOP").asMap())
          .containsEntry("type", "message")
          .containsEntry("when-full", "overwrite")
          .containsEntry("delivery", "broadcast")
          .containsEntry("lifetime", "permanent");
    }
  }

  @Test
  void theNewestStayAndOutliveTheLogger() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe><capacity>4K</capacity>");
    IntStream.rangeClosed(1, 5000).forEach(number -> logger.info("event {}", number));
    PipeAppender<ILoggingEvent> appender = appender();
    context.stop();
    List<String> records = read("SHOP");
    assertThat(records).hasSizeBetween(100, 300).endsWith("INFO event 5000\n");
    int oldest = 5001 - records.size();
    assertThat(records)
        .isEqualTo(
            IntStream.rangeClosed(oldest, 5000)
                .mapToObj(number -> "INFO event " + number + "\n")
                .toList());
    assertThat(appender.missing()).isZero();
  }

  @Test
  void eventsOfManyThreadsAreWholeAndInOrder() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe><capacity>4M</capacity>");
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String name = "thread" + thread;
      threads.add(
          Thread.ofPlatform()
              .start(() -> IntStream.range(0, 1000).forEach(n -> logger.info("{} {}", name, n))));
    }
    for (Thread thread : threads) {
      thread.join(60_000);
    }
    List<String> records = read("SHOP");
    assertThat(records).hasSize(4000);
    for (int thread = 0; thread < 4; thread++) {
      String mine = "INFO thread" + thread + " ";
      assertThat(records.stream().filter(record -> record.startsWith(mine)))
          .isEqualTo(IntStream.range(0, 1000).mapToObj(n -> mine + n + "\n").toList());
    }
  }

  @Test
  void aFullPipeThatBlocksStopsNobody() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe><capacity>1K</capacity><whenFull>block</whenFull>");
    try (Device device = device();
        PipeChannel reader = device.open("SHOP", Access.READ)) {
      assertThat(reader.isOpen()).isTrue();
      IntStream.rangeClosed(1, 1000).forEach(number -> logger.info("event {}", number));
    }
    assertThat(appender().missing()).isBetween(900L, 999L);
    assertThat(errors()).singleElement().asString().contains("'SHOP' is full");
    assertThat(read("SHOP")).startsWith("INFO event 1\n", "INFO event 2\n");
  }

  @Test
  void anEventThatCanNeverFitIsLeftOutAndTheNextIsWritten() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe><capacity>1K</capacity>");
    logger.info("x".repeat(2000));
    logger.info("y".repeat(2000));
    logger.info("next");
    assertThat(read("SHOP")).containsExactly("INFO next\n");
    assertThat(errors()).singleElement().asString().contains("left out").contains("2006");
    assertThat(appender().missing()).isEqualTo(2);
  }

  @Test
  void anInterruptedThreadLogsAndStaysInterrupted() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe>");
    Thread.currentThread().interrupt();
    logger.info("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    logger.info("and on");
    assertThat(read("SHOP")).containsExactly("INFO interrupted\n", "INFO and on\n");
  }

  @Test
  void aPipeThatCannotBeOpenedIsToldOnceAndTriedAgain() throws Exception {
    Files.writeString(root, "in the way");
    Logger logger = configure("<pipe>SHOP</pipe>");
    for (int i = 0; i < 10; i++) {
      logger.info("lost");
    }
    assertThat(appender().isStarted()).isTrue();
    Thread.sleep(1100);
    logger.info("tried");
    Files.delete(root);
    until(
        "it is open again",
        () -> {
          logger.info("found");
          return context.getStatusManager().getCopyOfStatusList().stream()
              .anyMatch(status -> status.getMessage().contains("'SHOP' is open again"));
        });
    logger.info("last");
    assertThat(read("SHOP")).doesNotContain("INFO lost\n").endsWith("INFO last\n");
    assertThat(errors()).singleElement().asString().contains("can't be opened", root.toString());
    assertThat(appender().missing()).isGreaterThan(10);
  }

  @Test
  void aPipeThatWasRemovedIsOpenedAnew() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe>");
    logger.info("before");
    try (Device device = device()) {
      device.deleteForced("SHOP");
    }
    logger.info("meanwhile");
    until(
        "it is open again",
        () -> {
          logger.info("after");
          return context.getStatusManager().getCopyOfStatusList().stream()
              .anyMatch(status -> status.getMessage().contains("'SHOP' is open again"));
        });
    logger.info("last");
    assertThat(read("SHOP")).doesNotContain("INFO before\n").endsWith("INFO last\n");
    assertThat(errors()).singleElement().asString().contains("'SHOP' is lost");
  }

  @Test
  void whatIsMissingOrWrongInTheConfigurationIsOneSentence() throws Exception {
    Logger logger = configure("");
    assertThat(errors()).singleElement().asString().contains("'RECORDER'", "<pipe>");
    logger.info("nowhere");
    context.reset();
    context.getStatusManager().clear();
    configure("<pipe>SHOP</pipe><whenFull>explode</whenFull>").info("nowhere");
    assertThat(errors()).singleElement().asString().contains("'RECORDER'", "explode", "overwrite");
    assertThat(appender().isStarted()).isFalse();
    assertThat(root).doesNotExist();
  }

  @Test
  void nothingIsWrittenAfterTheEnd() throws Exception {
    Logger logger = configure("<pipe>SHOP</pipe>");
    logger.info("before");
    PipeAppender<ILoggingEvent> appender = appender();
    appender.stop();
    logger.info("after");
    assertThat(read("SHOP")).containsExactly("INFO before\n");
    appender.start();
    logger.info("again");
    assertThat(read("SHOP")).containsExactly("INFO before\n", "INFO again\n");
    try (Device device = device()) {
      assertThat(device.handles("SHOP")).hasSize(1);
    }
  }
}
