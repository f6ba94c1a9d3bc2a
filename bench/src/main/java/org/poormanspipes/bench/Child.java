package org.poormanspipes.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.bench.worker.Figures;
import org.poormanspipes.bench.worker.Order;
import org.poormanspipes.bench.worker.Task;
import org.poormanspipes.bench.worker.Worker;

/// A JVM that is measured.
final class Child implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long END_SECONDS = 5;
  private static final int LAST_LINES = 5;
  private static final String GONE = "gone";

  private final Task task;
  private final Path log;
  private final Process process;
  private final PrintStream orders;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  Child(Task task, List<String> jvm) throws IOException {
    this.task = task;
    this.log = task.link().directory().resolve(task.role() + "-" + task.index() + ".log");
    this.process = new ProcessBuilder(command(task, jvm)).redirectError(log.toFile()).start();
    this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread listener = Thread.ofPlatform().daemon().name("answers").unstarted(this::listen);
    listener.start();
  }

  private static List<String> command(Task task, List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xms128m",
            "-Xmx512m",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(jvm);
    String options = System.getenv("PMP_BENCH_JAVA_OPTIONS");
    if (options != null && !options.isBlank()) {
      command.addAll(List.of(options.strip().split(" +", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    command.add(Worker.class.getName());
    command.addAll(List.of(task.arguments()));
    return command;
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Worker.MARK)) {
          answers.add(line.substring(Worker.MARK.length()));
        }
      }
    } catch (IOException e) {
      answers.add(GONE + " " + e);
    }
    answers.add(GONE);
  }

  void awaitReady() throws IOException {
    expect("ready", 0);
  }

  void go(Order order) {
    orders.println(order.line());
  }

  void stop() {
    orders.println("stop");
  }

  Figures result(Order order) throws IOException {
    return Figures.parse(expect("result", order.millis()));
  }

  private String expect(String word, long millis) throws IOException {
    String answer;
    try {
      answer =
          answers.poll(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS) + millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    if (answer != null && answer.startsWith(word)) {
      return answer.substring(word.length());
    }
    throw new IOException(
        task.transport()
            + ", "
            + task.role()
            + ": "
            + (answer == null ? "no answer in time" : answer)
            + lastLines());
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty()
        ? ""
        : " | " + String.join(" | ", lines.subList(0, Math.min(LAST_LINES, lines.size())));
  }

  @Override
  public void close() throws IOException {
    orders.println("end");
    orders.close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  /// At once, without a word.
  void kill() {
    process.destroyForcibly();
  }
}
