package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Requires;

/// The launcher `pmp` in a copy of this checkout, at a place that makes trouble.
final class LauncherTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("pmp.root")).normalize();
  private static final Set<String> LEFT_OUT = Set.of("target", ".git");

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      given='no cache'
      for word; do
        case $word in
          -XX:AOTCacheOutput=*) printf cache >"${word#*=}"; exit ;;
          -XX:AOTCache=*) given=${word##*@} ;;
        esac
      done
      printf '%s\\n' "$given"
      """;

  @RegisterExtension final Pmp pmp = new Pmp();
  private Path place = Path.of("none");

  @BeforeEach
  void makePlace() throws IOException {
    place = Files.createTempDirectory("pmp launcher's $place ");
    open(place);
  }

  @AfterEach
  void removePlace() throws Exception {
    pmp.program("chmod", "-R", "u+w", place.toString());
    Pmp.delete(place);
  }

  @Test
  void buildsOnFirstUseAlsoWhenTwoStartAtOnceAndThenServesReadOnly() throws Exception {
    Path copy = place.resolve("a checkout");
    copyCheckout(copy);
    List<String> line = List.of(copy.resolve("pmp").toString(), "--version");
    CompletableFuture<Result> other =
        CompletableFuture.supplyAsync(
            () -> finish(line), task -> Thread.ofPlatform().daemon().start(task));
    Result one = finish(line);
    Result two = other.join();
    for (Result result : List.of(one, two)) {
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).matches("pmp \\d.*\n");
    }
    assertThat((one.err() + two.err()).lines())
        .as("one builds and says so, the other waits")
        .containsExactly("pmp: building, first use only (about half a minute) ...");
    servesReadOnly(copy);
  }

  /// Another user, without a home, from another directory, through a link.
  private void servesReadOnly(Path copy) throws Exception {
    pmp.program("chmod", "-R", "a-w,a+rX", copy.toString()).isFine();
    Path elsewhere = open(Files.createDirectory(place.resolve("else where")));
    Path link = Files.createSymbolicLink(elsewhere.resolve("my pipes"), copy.resolve("pmp"));
    Path root = open(Files.createDirectory(pmp.root().resolve("shared")));
    String as = "";
    if (Files.isWritable(copy)) {
      Requires.program("setpriv");
      open(pmp.root());
      as = "setpriv --reuid 65534 --regid 65534 --clear-groups ";
    }
    String run =
        as + "env -u HOME -u XDG_CACHE_HOME '" + link.toString().replace("'", "'\\''") + "'";
    ProcessBuilder builder =
        pmp.builder(
            List.of(
                "bash",
                "-c",
                run
                    + " write HELLO -m hi && "
                    + run
                    + " read hello && cd / && "
                    + run
                    + " ls --json"));
    builder.environment().put("PMP_ROOT", root.resolve("pipes").toString());
    builder.directory(elsewhere.toFile());
    pmp.finish(builder, "").printed("hi\n[]\n");
  }

  /// An installed copy with a Java that makes an empty cache, or says which one it was given.
  @Test
  void anInstalledCopyThatIsReplacedTakesNoCacheOfTheOld() throws Exception {
    Path copy = place.resolve("installed");
    Files.createDirectories(copy.resolve("app"));
    Files.writeString(copy.resolve("app/pmp-cli.jar"), "jar");
    Path bin = Files.createDirectories(copy.resolve("runtime/bin"));
    Files.writeString(copy.resolve("runtime/release"), "JAVA_VERSION=\"25\"\n");
    Files.writeString(bin.resolve("java"), JAVA);
    assertThat(bin.resolve("java").toFile().setExecutable(true)).isTrue();
    Files.copy(CHECKOUT.resolve("pmp"), copy.resolve("pmp"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String build : List.of("one", "two")) {
      Files.writeString(copy.resolve("build"), build + "\n");
      // With jars of the same time and size.
      installed(copy).printed("no cache\n");
      Eventually.holds("there is one", () -> caches().equals(List.of("25-" + build + ".aot")));
      installed(copy).printed("25-" + build + ".aot\n");
    }
  }

  private Result installed(Path copy) throws Exception {
    ProcessBuilder builder = pmp.builder(List.of(copy.resolve("pmp").toString(), "ls"));
    builder.environment().put("XDG_CACHE_HOME", place.resolve("cache").toString());
    return pmp.finish(builder, "");
  }

  /// For which Java and build there are caches.
  private List<String> caches() throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("cache/pmp"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".aot"))
          .map(name -> name.substring(name.lastIndexOf('@') + 1))
          .toList();
    }
  }

  private Result finish(List<String> line) {
    try {
      return pmp.finish(pmp.builder(line), "");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Path open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    return directory;
  }

  private static void copyCheckout(Path to) throws IOException {
    Files.walkFileTree(
        CHECKOUT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(directory.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(CHECKOUT.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, to.resolve(CHECKOUT.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
