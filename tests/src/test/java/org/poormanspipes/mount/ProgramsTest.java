package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;

/// Programs that know nothing of pipes use them as files.
final class ProgramsTest {
  @RegisterExtension static final Mounted MOUNT = new Mounted();

  @Test
  void theShellsRedirectionsWriteAndRead() throws Exception {
    MOUNT.bash("echo one > $M/SH; echo two >> $M/SH; cat < $M/SH").printed("one\ntwo\n");
    MOUNT.bash("cat <<< here > $M/SH; read -r line < $M/SH; echo \"$line\"").printed("here\n");
    MOUNT
        .bash("exec 3> $M/SH; echo kept >&3; read -r line < $M/SH; echo \"$line\"; exec 3>&-")
        .printed("kept\n");
    MOUNT
        .bash("{ echo a; echo b; } > $M/SH; while read -r l; do echo \"<$l>\"; done < $M/SH")
        .printed("<a>\n<b>\n");
    MOUNT.bash("exec 3<> $M/SH; echo both >&3; read -r line <&3; echo \"$line\"").printed("both\n");
  }

  @Test
  void programsReadToTheEnd() throws Exception {
    MOUNT.bash("seq 20000 > $M/S1 & cmp $M/S1 <(seq 20000) && wait").printed("");
    MOUNT
        .bash("seq 3 > $M/S2; head -n 99 $M/S2; seq 9 > $M/S2; head -c 3 $M/S2")
        .printed("1\n2\n3\n1\n2");
    MOUNT
        .bash("seq 9 > $M/S3; tail -n +8 $M/S3; seq 9 > $M/S3; tail -n 2 $M/S3")
        .printed("8\n9\n8\n9\n");
    MOUNT.bash("seq 9 > $M/S4; grep 7 $M/S4; seq 9 > $M/S4; wc -l < $M/S4").printed("7\n9\n");
    MOUNT
        .bash("seq 3 > $M/S5; sort -r $M/S5; seq 3 > $M/S5; sed -n 2p $M/S5")
        .printed("3\n2\n1\n2\n");
  }

  /// They take it for a file that they may go back in, and say that they could not.
  @Test
  void headOfSomeLinesAndTailFromAByteComplainOfTheSeek() throws Exception {
    Said head = MOUNT.bash("seq 9 > $M/SEEK; head -n 2 $M/SEEK");
    assertThat(head.out()).isEqualTo("1\n2\n");
    assertThat(head.err()).contains("Illegal seek");
    MOUNT.bash("seq 9 > $M/SEEK; tail -c +1 $M/SEEK").refused("Illegal seek");
    MOUNT.bash("dd if=$M/SEEK status=none").printed("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    MOUNT.bash("seq 9 > $M/SEEK; cat $M/SEEK | head -n 2").printed("1\n2\n");
    MOUNT.bash("seq 3 > $M/SEEK; cat $M/SEEK | tail -c +1").printed("1\n2\n3\n");
  }

  @Test
  void programsCopyAndFork() throws Exception {
    MOUNT.bash("seq 5 > $M/FROM; cp $M/FROM $M/TO; cat $M/TO").printed("1\n2\n3\n4\n5\n");
    MOUNT.bash("seq 5 | tee $M/T1 $M/T2 >/dev/null; cat $M/T1 $M/T2 | wc -l").printed("10\n");
    MOUNT
        .bash(
            "dd if=/dev/zero of=$M/DD bs=3000 count=20 status=none;"
                + "dd if=$M/DD bs=7000 iflag=fullblock status=none | wc -c")
        .printed("60000\n");
    MOUNT
        .bash(
            "dd if=/dev/zero of=$M/BIG bs=1M count=20 status=none & "
                + "dd if=$M/BIG bs=1M status=none | wc -c; wait")
        .printed("20971520\n");
    MOUNT
        .bash("(echo a; (sleep 0.1; echo b) & echo c; wait) > $M/KIDS; cat $M/KIDS")
        .printed("a\nc\nb\n");
  }

  @Test
  void pythonsFilesWork() throws Exception {
    MOUNT
        .python(
            """
            with open(at("PY"), "w") as f:
                f.write("text \\u00e4\\n" * 3)
            check(open(at("PY")).readlines(), ["text \\u00e4\\n"] * 3)
            with open(at("PY"), "ab", buffering=0) as f:
                check(f.write(b"x" * 10), 10)
            check(open(at("PY"), "rb").read(), b"x" * 10)
            with open(at("PY"), "r+b", buffering=0) as f:
                f.write(b"both")
                check(f.read(4), b"both")
                check(f.seekable(), False)
            """)
        .isFine();
  }

  @Test
  void pythonsSelectAndAsyncioAreWoken() throws Exception {
    MOUNT
        .python(
            """
            import asyncio
            w, r = opened("AS", WR), opened("AS", RD | NONBLOCK)
            check(select.select([r], [w], [], 0), ([], [w], []))
            late = threading.Timer(0.1, os.write, (w, b"late"))
            late.start()
            check(select.select([r], [], [], LIMIT), ([r], [], []))
            check(os.read(r, 9), b"late")

            async def main():
                loop = asyncio.get_running_loop()
                got = []
                done = loop.create_future()
                def readable():
                    got.append(os.read(r, 9))
                    if len(got) == 3:
                        loop.remove_reader(r)
                        done.set_result(None)
                loop.add_reader(r, readable)
                for i in range(3):
                    await asyncio.sleep(0.05)
                    os.write(w, b"%d" % i)
                await asyncio.wait_for(done, LIMIT)
                return got

            check(asyncio.run(main()), [b"0", b"1", b"2"])
            """)
        .isFine();
  }

  @Test
  void javasFilesAndChannelsWork() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    MOUNT
        .start(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            Mounted.resource("FilesOfJava.java").toString(),
            MOUNT.directory().toString())
        .end()
        .printed("fine\n");
  }

  @Test
  void theLibraryAndTheMountUseTheSamePipeAtOnce() throws Exception {
    try (PipeChannel reader = MOUNT.device().open("BOTH", Access.READ)) {
      MOUNT.bash("echo from the mount > $M/BOTH").isFine();
      ByteBuffer got = ByteBuffer.allocate(100);
      assertThat(reader.read(got)).isEqualTo(15);
      assertThat(new String(got.array(), 0, 15, UTF_8)).isEqualTo("from the mount\n");
    }
    try (PipeChannel writer = MOUNT.device().open("BOTH", Access.WRITE);
        Client cat = MOUNT.start("cat", MOUNT.directory() + "/BOTH")) {
      writer.write(UTF_8.encode("from the library\n"));
      cat.until("from the library\n");
      writer.write(UTF_8.encode("again"));
      cat.until("again");
      writer.close();
      cat.end().printed("from the library\nagain");
    }
  }

  @Test
  void writersAndReadersOnBothSidesLoseNothing() throws Exception {
    MOUNT.device().create("MANY", PipeOptions.builder().capacity(4096).build());
    try (PipeChannel reader = MOUNT.device().open("MANY", Access.READ)) {
      Client python =
          MOUNT.startPython(
              """
              kids = [child(lambda: [os.write(f, b"x" * 999) for f in [opened("MANY", WR)]
                                     for _ in range(500)] and 0) for _ in range(3)]
              check([ended(k) for k in kids], [0, 0, 0])
              """);
      ByteBuffer got = ByteBuffer.allocate(8192);
      long all = 0;
      while (all < 3 * 500 * 999) {
        all += reader.read(got.clear());
      }
      python.end().isFine();
      assertThat(all).isEqualTo(3 * 500 * 999);
    }
  }
}
