package dev.ghbilling.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server's certificate that no public authority signed, for both sides: the server that presents
 * it and the client that trusts it, or the authority that signed it, and nothing else.
 *
 * <p>Made by the JDK's keytool, once in each JVM for the same names.
 */
public final class TestCertificate {
  /** The password of the trust store. */
  public static final String PASSWORD = "changeit";

  private static final String SERVER = "server";
  private static final String AUTHORITY = "authority";
  private static final Map<List<String>, TestCertificate> MADE = new ConcurrentHashMap<>();

  private final SSLContext context;
  private final KeyStore trusted;

  private TestCertificate(KeyStore keys) throws GeneralSecurityException, IOException {
    KeyManagerFactory presented =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    presented.init(keys, PASSWORD.toCharArray());
    Certificate[] chain = keys.getCertificateChain(SERVER);
    trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("trusted", chain[chain.length - 1]);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    context = SSLContext.getInstance("TLS");
    context.init(presented.getKeyManagers(), trust.getTrustManagers(), null);
  }

  /**
   * Returns a certificate that signs itself.
   *
   * @param name whom it is for, as keytool writes it, for example {@code ip:127.0.0.1} or {@code
   *     dns:*.example.com}
   */
  public static TestCertificate selfSigned(String name) {
    return of(List.of("CN=ghbilling test", "-ext", "san=" + name));
  }

  /**
   * Returns a certificate that an authority has signed, which the client trusts.
   *
   * @param name whom it is for, as in {@link #selfSigned}
   */
  public static TestCertificate signedByAuthority(String name) {
    return of(List.of("CN=ghbilling test", "-ext", "san=" + name, "-signer", AUTHORITY));
  }

  /** Returns a certificate that names a host in its common name and nowhere else. */
  public static TestCertificate withoutAlternativeNames(String commonName) {
    return of(List.of("CN=" + commonName));
  }

  /** Returns the context of both sides: what the server presents and what the client trusts. */
  public SSLContext context() {
    return context;
  }

  /**
   * Writes the client's trust store, of type PKCS12, for another JVM's {@code
   * javax.net.ssl.trustStore}.
   */
  public void writeTrustStore(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static TestCertificate of(List<String> options) {
    return MADE.computeIfAbsent(options, TestCertificate::make);
  }

  private static TestCertificate make(List<String> options) {
    try {
      Path folder = Files.createTempDirectory("certificate");
      Path store = folder.resolve("keys.p12");
      try {
        if (options.contains(AUTHORITY)) {
          keytool(store, AUTHORITY, List.of("CN=ghbilling test authority", "-ext", "bc:c"));
        }
        keytool(store, SERVER, options);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
          keys.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(keys);
      } finally {
        Files.deleteIfExists(store);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String alias, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString(), "-dname"));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }
}
