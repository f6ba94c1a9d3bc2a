import java.io.FileWriter;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// A program that logs into files, by the JDK's logging and by a plain writer. It runs as source
/// code and prints how many records it wrote.
class LogsOfJava {
  public static void main(String[] arguments) throws Exception {
    String directory = arguments[0];
    long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000;
    Logger logger = Logger.getLogger("test");
    logger.setUseParentHandlers(false);
    FileHandler handler = new FileHandler(Path.of(directory, "JAVA").toString(), 0, 1, true);
    handler.setFormatter(
        new Formatter() {
          @Override
          public String format(LogRecord logged) {
            return logged.getMessage() + "\n";
          }
        });
    logger.addHandler(handler);
    String filler = "z".repeat(50);
    long n = 0;
    long last = Long.MAX_VALUE;
    try (FileWriter writer = new FileWriter(Path.of(directory, "WRITER").toFile(), true)) {
      while (n < last) {
        n++;
        String text = "record " + n + " " + filler;
        logger.info(text);
        writer.write(text + "\n");
        writer.flush();
        if (last == Long.MAX_VALUE && System.nanoTime() > end) {
          // Some more, that nobody reads meanwhile.
          last = n + 2000;
          Thread.sleep(500);
        }
      }
    }
    handler.close();
    System.out.println(n);
  }
}
