package io.aftercall.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody has signed but itself, and a server's TLS with it. */
public final class TestCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore keys;

  private TestCertificate(KeyStore keys) {
    this.keys = keys;
  }

  /**
   * @param san as keytool takes it: {@code dns:localhost,ip:127.0.0.1}
   */
  public static TestCertificate of(String commonName, String san) throws Exception {
    return made(commonName, san, List.of("-validity", "30"));
  }

  /** It was valid once. */
  public static TestCertificate expired(String commonName, String san) throws Exception {
    return made(commonName, san, List.of("-startdate", "-10d", "-validity", "5"));
  }

  private static TestCertificate made(String commonName, String san, List<String> validity)
      throws Exception {
    Path folder = Files.createTempDirectory("certificate");
    Path file = folder.resolve("key.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", "self"));
    command.addAll(List.of("-dname", "CN=" + commonName, "-ext", "san=" + san));
    command.addAll(validity);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    command.addAll(List.of("-keystore", file.toString()));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no key: " + said);
    }
    KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD);
    Files.delete(file);
    Files.delete(folder);
    return new TestCertificate(keys);
  }

  /** For a server. */
  public SSLContext context() throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }

  /** The certificate alone, as a file an operator would name. */
  public Path pem(Path folder) throws Exception {
    String text =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("self").getEncoded());
    return Files.writeString(
        Files.createTempFile(folder, "trust", ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }
}
