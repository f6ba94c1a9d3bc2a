package org.poormanspipes.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The secret that opens the page. Immutable.
public final class Token {

  private static final int RANDOM_BYTES = 32;

  /// What a header, a cookie and an address can carry without quotes.
  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._~-]{22,200}");

  private static final long MOST_BYTES = 1000;

  /// Belongs to the user of this process.
  private static final Path SELF = Path.of("/proc/self");

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  /// A token that nobody can guess: 256 random bits.
  ///
  /// @return the token
  public static Token random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// The token in a file that its owner alone may use; a missing file is made, with a random one.
  ///
  /// @param file which
  /// @return the token
  /// @throws IOException if the file can't be had, is another user's or open to others, or holds no
  ///     token
  public static Token ofFile(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException missing) {
      return make(file);
    } catch (FileSystemException refused) {
      throw failed(file, refused);
    }
  }

  private static Token read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      throw invalid(file, "is no small file");
    }
    permissions.retainAll(PosixFilePermissions.fromString("---rwxrwx"));
    if (!permissions.isEmpty()) {
      throw invalid(file, "may be used by others: chmod 600 it");
    }
    if (!userOf(file).equals(userOf(SELF))) {
      throw invalid(file, "belongs to another user");
    }
    // Whatever it is, a byte is a character here; what is no token is told so.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!GOOD.matcher(text).matches()) {
      throw invalid(file, "holds no token: 22 to 200 of the characters A-Z a-z 0-9 . _ ~ -");
    }
    return new Token(text);
  }

  private static Object userOf(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid");
  }

  /// Two that start at once agree: who comes second reads what the first one made.
  private static Token make(Path file) throws IOException {
    Token token = random();
    Path made =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.deleteIfExists(made);
      Files.createFile(made, mine);
      try {
        Files.writeString(made, token.text + "\n");
        Files.createLink(file, made);
      } finally {
        Files.delete(made);
      }
      return token;
    } catch (FileAlreadyExistsException other) {
      return read(file);
    } catch (FileSystemException refused) {
      throw failed(file, refused);
    }
  }

  private static DeviceException invalid(Path file, String why) {
    return new DeviceException(Kind.INVALID, "the token file '" + file + "' " + why);
  }

  private static IOException failed(Path file, FileSystemException refused) {
    String reason =
        switch (refused) {
          case NoSuchFileException missing -> "its directory is not there";
          case AccessDeniedException denied -> "permission denied";
          default -> String.valueOf(refused.getReason());
        };
    return new IOException("the token file '" + file + "' can't be used: " + reason, refused);
  }

  /// The token as it is sent.
  ///
  /// @return characters that need no quoting anywhere
  public String text() {
    return text;
  }

  /// Whether this is the token; how long that takes says nothing about it.
  boolean is(String offered) {
    return MessageDigest.isEqual(text.getBytes(US_ASCII), offered.getBytes(US_ASCII));
  }
}
