package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.UnnamedPipe;
import org.poormanspipes.driver.PeerListener;
import org.poormanspipes.driver.PeerSocket;

/// `pmp unnamed`: makes a pipe without a name, and hands it to each who connects to a socket.
final class UnnamedCommand implements Command {

  /// How long the server may take for what it does after it was told to end.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// After the system refused to let anybody in, usually because too many files are open.
  private static final long PAUSE_MILLIS = 100;

  @Override
  public Syntax syntax() {
    Syntax syntax =
        new Syntax("unnamed", "Makes a pipe without a name, handed out at a socket.")
            .with(Parameter.one("SOCKET", "A path; only your user and root can connect."));
    return PipeArguments.declareUnnamed(syntax)
        .with(Listing.JSON)
        .footer(
            "The pipe is there until all who have it have ended.",
            "",
            "pmp unnamed /tmp/talk                    in one terminal",
            "pmp read --unnamed /tmp/talk             in another",
            "pmp write --unnamed /tmp/talk -m hi      in a third");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Path socket = Target.socket(arguments.operand());
    PipeOptions options = PipeArguments.options(arguments);
    try (UnnamedPipe pipe = UnnamedPipe.create(options);
        PeerListener listener = UnnamedPipe.listen(socket)) {
      Thread server = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(listener, server, io), "pmp-end"));
      tell(pipe, socket, arguments, io);
      serve(pipe, listener, io);
    }
    return ExitCode.DONE;
  }

  private static void tell(UnnamedPipe pipe, Path socket, Arguments arguments, Stdio io)
      throws IOException {
    if (arguments.has(Listing.JSON)) {
      Listing.details(pipe.stat(), true, io);
    } else {
      io.println(
          "The pipe '"
              + pipe.label()
              + "' is handed out at "
              + PipeName.printable(socket.toString())
              + "; Ctrl-C ends that.");
    }
    io.flush();
  }

  /// Whoever can't be served is told of, and the next is let in.
  private static void serve(UnnamedPipe pipe, PeerListener listener, Stdio io) throws IOException {
    String told = "";
    while (true) {
      try (PeerSocket peer = listener.accept()) {
        if (peer == null) {
          return;
        }
        told = "";
        pipe.send(peer);
      } catch (IOException refused) {
        String sentence = Failures.sentence(refused);
        if (sentence.equals(told)) {
          Pause.millis(PAUSE_MILLIS);
        } else {
          io.warn("pmp: " + sentence);
        }
        told = sentence;
      }
    }
  }

  /// A signal has come. The server's own thread then closes the pipe and ends the process with its
  /// exit code: to be told to end is no failure.
  private static void end(PeerListener listener, Thread server, Stdio io) {
    try {
      listener.close();
      server.join(PATIENCE);
    } catch (IOException failed) {
      io.warn("pmp: " + Failures.sentence(failed));
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }
}
