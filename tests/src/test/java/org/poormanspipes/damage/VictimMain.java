package org.poormanspipes.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.poormanspipes.Device;

/// Some [Victim]s of a process of their own, or of this one: until they are stopped, and not longer
/// than a time that only a hang reaches.
final class VictimMain {
  private static final long LIMIT_NANOS = 60_000_000_000L;

  /// Says whose memory a removed pipe's was, thousands of times here. Kept, or it would be forgotten.
  private static final Logger NOISE = Logger.getLogger("org.poormanspipes.pipe.PipeRemover");

  private final Tally tally = new Tally();
  private final List<Victim> victims = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Device device;

  VictimMain(Path root, String name, String kind, int first, int count, Random random)
      throws IOException {
    NOISE.setLevel(Level.OFF);
    device = Device.open(Places.device(root));
    for (int i = 0; i < count; i++) {
      Victim victim =
          new Victim(device, name, kind, first + i, new Random(random.nextLong()), tally);
      victims.add(victim);
      threads.add(Thread.ofPlatform().daemon().name("victim-" + (first + i)).start(victim));
    }
  }

  /// The child: `ROOT NAME KIND FIRST COUNT SEED`; ends at the end of its input, and prints.
  public static void main(String[] words) throws IOException {
    VictimMain main =
        new VictimMain(
            Path.of(words[0]),
            words[1],
            words[2],
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]),
            new Random(Long.parseLong(words[5])));
    while (System.in.available() == 0) {
      main.watch();
      pause();
    }
    main.stop();
    System.out.println(main.tally);
    if (main.tally.breach() != null) {
      main.tally.breach().printStackTrace();
    }
    System.exit(0);
  }

  Tally tally() {
    return tally;
  }

  /// Ends waits without an end, and notices those who hang.
  void watch() throws IOException {
    for (int i = 0; i < victims.size(); i++) {
      victims.get(i).hurry();
      if (victims.get(i).nanosInside() > LIMIT_NANOS && threads.get(i).isAlive()) {
        AssertionError hangs = new AssertionError(threads.get(i).getName() + " hangs");
        hangs.setStackTrace(threads.get(i).getStackTrace());
        tally.breach(hangs);
        System.out.println(tally);
        hangs.printStackTrace();
        throw hangs;
      }
    }
  }

  void stop() throws IOException {
    victims.forEach(Victim::stop);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      watch();
      pause();
    }
    device.close();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
