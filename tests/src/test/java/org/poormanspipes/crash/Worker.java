package org.poormanspipes.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.crash.Board.State;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.TemporaryRoot;

/// A process that works on pipes until it is killed or its standard input ends. It is told its
/// tasks line by line, and has a thread for each.
public final class Worker {
  /// Opens the device ahead of the first task, and uses a pipe once, so that what is killed later
  /// is busy with its task and not with loading classes.
  static final String ATTACH = "attach";

  private final Place place;
  private final Board board;
  private Device device;

  private Worker(Place place) throws IOException {
    this.place = place;
    this.board = new Board(place.board());
  }

  /// Serves until the input ends.
  ///
  /// @param arguments the root directory, and the directory for notes
  public static void main(String[] arguments) throws IOException {
    Worker worker = new Worker(new Place(Path.of(arguments[0]), Path.of(arguments[1])));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (worker.device == null) {
        worker.device = Device.open(worker.place.device("Example"));
      }
      if (line.equals(ATTACH)) {
        worker.warmUp();
      } else {
        worker.start(Task.parse(line));
      }
    }
    // Threads that wait for ever end with the process.
    Runtime.getRuntime().halt(0);
  }

  /// In a root of its own, so that processes that start together don't wait for each other.
  private void warmUp() throws IOException {
    try (TemporaryRoot root = new TemporaryRoot(place.notes());
        Device warm = Device.open(new Place(root.path(), place.notes()).device("Warm"));
        PipeChannel pipe = warm.open("warm", Access.READ_WRITE)) {
      byte[] bytes = new NumberedMessage(0, 0).bytes(NumberedMessage.MIN_LENGTH);
      pipe.write(ByteBuffer.wrap(bytes));
      pipe.read(ByteBuffer.wrap(bytes));
      NumberedMessage.parse(bytes, 0, bytes.length);
    }
  }

  private void start(Task task) {
    Thread.ofPlatform().daemon().name(task.role() + " " + task.cell()).start(() -> attempt(task));
  }

  private void attempt(Task task) {
    Board.Cell cell = board.cell(task.cell());
    cell.state(State.OPENING);
    try {
      run(task, cell);
      cell.state(State.DONE);
    } catch (IOException | RuntimeException | Error failed) {
      System.err.println(task);
      failed.printStackTrace();
      cell.state(State.FAILED);
    }
  }

  private void run(Task task, Board.Cell cell) throws IOException {
    if (task.role() == Task.Role.OPEN) {
      cell.state(State.WORKING);
      new OpenerTask(task, cell, device).run();
      return;
    }
    boolean writes = task.role() == Task.Role.WRITE;
    try (PipeChannel pipe = open(device, task, writes ? Access.WRITE : Access.READ)) {
      if (writes) {
        cell.state(State.WORKING);
        new WriterTask(task, cell, pipe).run();
      } else {
        Journal journal = new Journal(place.journal(task.cell()));
        cell.state(State.WORKING);
        new ReaderTask(task, cell, pipe, journal).run();
      }
    }
  }

  /// Opens the pipe of a task, which exists.
  static PipeChannel open(Device device, Task task, Access access) throws IOException {
    StartAt start = task.role() == Task.Role.READ_OLDEST ? StartAt.OLDEST : StartAt.NEWEST;
    PipeOptions options = PipeOptions.builder().startAt(start).build();
    return Patiently.open(() -> device.open(task.pipe(), access, options, Disposition.OPEN));
  }
}
