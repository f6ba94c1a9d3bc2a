package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A stream far larger than its pipe.
final class LargeStreamTest {
  private static final int CHUNK = 1 << 18;
  private static final int CHUNKS = 1 << 10;
  private static final long CAPACITY = 1 << 20;
  private static final long SEED = 20250119;

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void arrivesWholeAndTheMemoryNeverGrows() throws Exception {
    pmp.run("create", "BULK", "--capacity", "1M").isFine();
    long before = size();
    // A sixteenth for the protocol, and the blocks of the pipe and of the device.
    assertThat(before).isLessThan(CAPACITY + CAPACITY / 16 + (96 << 10));
    Process writer = begin("write", "BULK");
    Process reader = begin("read", "BULK");
    Executor threads = task -> Thread.ofPlatform().daemon().start(task);
    CompletableFuture<byte[]> sent = CompletableFuture.supplyAsync(() -> send(writer), threads);
    CompletableFuture<byte[]> received =
        CompletableFuture.supplyAsync(() -> receive(reader), threads);
    long most = 0;
    int looks = 0;
    while (!received.isDone()) {
      most = Math.max(most, size());
      looks++;
      Thread.sleep(10);
    }
    assertThat(received.get()).isEqualTo(sent.get());
    assertThat(writer.waitFor()).isZero();
    assertThat(reader.waitFor()).isZero();
    assertThat(looks).isGreaterThan(3);
    assertThat(most).isLessThanOrEqualTo(before);
    pmp.run("ls").printed("");
  }

  private Process begin(String... words) throws IOException {
    List<String> line = List.of("sh", "-c", "exec \"$PMP\" \"$@\"", "sh", words[0], words[1]);
    return pmp.begin(pmp.builder(line).redirectError(Redirect.INHERIT));
  }

  private static byte[] send(Process writer) {
    SplittableRandom random = new SplittableRandom(SEED);
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = writer.getOutputStream()) {
      for (int i = 0; i < CHUNKS; i++) {
        random.nextBytes(chunk);
        digest.update(chunk);
        out.write(chunk);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return digest.digest();
  }

  private static byte[] receive(Process reader) {
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = reader.getInputStream()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// What the files of the root directory take, whole pages each.
  private long size() throws IOException {
    long size = 0;
    try (var files = Files.walk(pmp.root())) {
      for (Path file : files.toList()) {
        size += Files.isRegularFile(file) ? pages(file) : 0;
      }
    } catch (UncheckedIOException gone) {
      return 0;
    }
    return size;
  }

  private static long pages(Path file) throws IOException {
    try {
      return (Files.size(file) + 4095) / 4096 * 4096;
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
