package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A certificate that signed itself, for a server at 127.0.0.1, and the store of a client that
/// trusts it.
///
/// @param store a key store with it
/// @param certificate it alone, as the server wants it
/// @param key its key, as the server wants it
record NatsCertificate(Path store, Path certificate, Path key) {
  private static final String PASSWORD = "password";

  static NatsCertificate make(Path directory, String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "RSA",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    KeyStore keys = load(store);
    return new NatsCertificate(
        store,
        pem(
            directory.resolve(name + ".pem"),
            "CERTIFICATE",
            keys.getCertificate(name).getEncoded()),
        pem(
            directory.resolve(name + ".key"),
            "PRIVATE KEY",
            keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static Path pem(Path file, String what, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }

  /// Runs the command, trusting this certificate and no other.
  Result trusted(Pmp pmp, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(System.getProperty("pmp.command")));
    line.addAll(List.of(words));
    ProcessBuilder builder = pmp.builder(line);
    builder
        .environment()
        .put(
            "PMP_JAVA_OPTIONS",
            "-Djavax.net.ssl.trustStore="
                + store
                + " -Djavax.net.ssl.trustStorePassword="
                + PASSWORD);
    return pmp.finish(builder, "");
  }

  /// Does something in this JVM, trusting this certificate and no other.
  void trustedHere(ThrowingCallable call) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    KeyStore all = load(store);
    String name = all.aliases().nextElement();
    trusted.setCertificateEntry(name, all.getCertificate(name));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(context);
    try {
      call.call();
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    } finally {
      SSLContext.setDefault(before);
    }
  }
}
