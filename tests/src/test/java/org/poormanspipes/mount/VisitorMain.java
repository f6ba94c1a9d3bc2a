package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.cli.CommandRun;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Disposition;

/// What runs in a [Visitor]: reads commands from standard input, a number and words separated by
/// tabs, and answers each with a line: `#NUMBER ok`, a result, or `!` and what was refused.
///
/// ```
///   library NAME            opens a pipe for reading and writing, and closes it
///   command WORD…           runs the command
///   file NAME               opens the pipe's file for reading and writing, and closes it
///   make NAME               makes the pipe by opening its file, and keeps it: it is permanent
///   attribute NAME ATTRIBUTE VALUE
///   open HANDLE NAME
///   write HANDLE TEXT
///   read HANDLE             up to 100 bytes
///   begin HANDLE            begins to read, in a thread
///   fill HANDLE             begins to write more than fits, in a thread
///   end HANDLE              what came of that
///   remove NAME
/// ```
final class VisitorMain {
  private final Path mount;
  private final Map<String, FileChannel> handles = new HashMap<>();
  private final Map<String, CompletableFuture<String>> begun = new HashMap<>();

  private VisitorMain(Path mount) {
    this.mount = mount;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    VisitorMain visitor = new VisitorMain(Path.of(System.getenv("M")));
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    out.println("ready");
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split("\t", -1);
      out.println("#" + words[0] + " " + visitor.answer(words));
    }
  }

  private String answer(String[] words) {
    try {
      return run(words[1], words);
    } catch (IOException | RuntimeException refused) {
      return "!" + refused.getClass().getSimpleName() + " " + refused.getMessage();
    }
  }

  private String run(String what, String[] words) throws IOException {
    return switch (what) {
      case "library" -> library(words[2]);
      case "command" -> command(Arrays.asList(words).subList(2, words.length));
      case "file" -> {
        opened(words[2]).close();
        yield "ok";
      }
      case "make" -> make(words[2]);
      case "attribute" -> attribute(words[2], words[3], words[4]);
      case "open" -> {
        handles.put(words[2], opened(words[3]));
        yield "ok";
      }
      case "write" -> "" + handles.get(words[2]).write(ByteBuffer.wrap(words[3].getBytes(UTF_8)));
      case "read" -> read(handles.get(words[2]));
      case "begin" -> begin(words[2], () -> read(handles.get(words[2])));
      case "fill" -> begin(words[2], () -> fill(handles.get(words[2])));
      case "end" -> end(words[2]);
      case "remove" -> {
        Files.delete(mount.resolve(words[2]));
        yield "ok";
      }
      default -> "!unknown command " + what;
    };
  }

  private static String library(String name) throws IOException {
    try (Device device =
            Device.open(DeviceOptions.builder().disposition(Disposition.OPEN).build());
        PipeChannel _ =
            device.open(name, Access.READ_WRITE, PipeOptions.DEFAULT, Disposition.OPEN)) {
      return "ok";
    }
  }

  private static String command(List<String> words) {
    CommandRun run = CommandRun.of(words);
    return run.code() == 0 ? "ok" : "!" + run.err().replace('\n', ' ');
  }

  private FileChannel opened(String name) throws IOException {
    return FileChannel.open(mount.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private String make(String name) throws IOException {
    try (FileChannel _ =
        FileChannel.open(
            mount.resolve(name),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return attribute(name, "lifetime", "permanent");
    }
  }

  private String attribute(String name, String attribute, String value) throws IOException {
    Files.getFileAttributeView(mount.resolve(name), UserDefinedFileAttributeView.class)
        .write("pmp." + attribute, ByteBuffer.wrap(value.getBytes(UTF_8)));
    return "ok";
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    int count = file.read(bytes);
    return count < 0 ? "end" : "'" + new String(bytes.array(), 0, count, UTF_8) + "'";
  }

  /// What was written before the right was withdrawn is told by the write, and the refusal by the
  /// next.
  private static String fill(FileChannel file) throws IOException {
    ByteBuffer much = ByteBuffer.allocate(1 << 20);
    while (much.hasRemaining()) {
      file.write(much);
    }
    return "ok";
  }

  /// Something that may be refused.
  @FunctionalInterface
  private interface Call {
    String get() throws IOException;
  }

  private String begin(String handle, Call call) {
    CompletableFuture<String> result = new CompletableFuture<>();
    begun.put(handle, result);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            result.complete(call.get());
          } catch (IOException refused) {
            result.complete("!" + refused.getMessage());
          }
        });
    return "ok";
  }

  private String end(String handle) {
    try {
      return begun.get(handle).get();
    } catch (InterruptedException | ExecutionException failed) {
      return "!" + failed;
    }
  }
}
