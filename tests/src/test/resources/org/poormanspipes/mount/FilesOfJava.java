import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A program that knows files and nothing of pipes. It runs as source code.
class FilesOfJava {
  public static void main(String[] arguments) throws Exception {
    Path pipe = Path.of(arguments[0], "JAVA");
    lines(pipe);
    channels(pipe);
    blocked(pipe);
    Files.writeString(pipe, "whole", StandardOpenOption.CREATE);
    check(Files.readString(pipe), "whole");
    Files.write(pipe, new byte[50_000], StandardOpenOption.WRITE);
    try (InputStream in = new FileInputStream(pipe.toFile())) {
      // Not readAllBytes: it asks for the position first, and there is none.
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      in.transferTo(got);
      check(got.size(), 50_000);
    }
    try (RandomAccessFile file = new RandomAccessFile(pipe.toFile(), "rw")) {
      file.writeInt(42);
      check(file.readInt(), 42);
    }
    System.out.println("fine");
  }

  private static void lines(Path pipe) throws Exception {
    Files.write(pipe, List.of("one", "two"), StandardOpenOption.WRITE);
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      check(reader.readLine(), "one");
      check(reader.readLine(), "two");
      check(reader.readLine(), null);
    }
  }

  private static void channels(Path pipe) throws Exception {
    try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.WRITE);
        FileChannel reader = FileChannel.open(pipe, StandardOpenOption.READ)) {
      check(writer.write(StandardCharsets.UTF_8.encode("channel")), 7);
      ByteBuffer got = ByteBuffer.allocate(100);
      check(reader.read(got), 7);
      check(new String(got.array(), 0, 7, StandardCharsets.UTF_8), "channel");
    }
  }

  /// A thread that reads does not stop another from writing, with the same descriptor. (Of a
  /// FileChannel it would: that has a lock of its own.)
  private static void blocked(Path pipe) throws Exception {
    try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
      FutureTask<Integer> reading = new FutureTask<>(() -> both.read(new byte[100]));
      Thread.ofPlatform().daemon().start(reading);
      Thread.sleep(100);
      both.write(new byte[5]);
      check(reading.get(20, TimeUnit.SECONDS), 5);
    }
  }

  private static void check(Object actual, Object expected) {
    if (!String.valueOf(actual).equals(String.valueOf(expected))) {
      throw new AssertionError(actual + ", expected " + expected);
    }
  }
}
