package io.aftercall.destination.mail;

import io.aftercall.tls.TlsTrust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Opens the connection to the mail server, with TLS from the start where the settings say so.
 *
 * @param patience for one answer
 * @param longest for a whole conversation
 */
record SmtpConnector(MailSettings settings, TlsTrust trust, Duration patience, Duration longest) {
  private static final Duration DIALING = Duration.ofSeconds(10);

  /** Of a session's properties. */
  static final String PROPERTY = "aftercall.smtp.connector";

  Socket open() throws IOException {
    Socket plain = new BoundedSocket(longest);
    try {
      plain.setSoTimeout((int) patience.toMillis());
      dial(plain);
      return settings.tlsFromStart() ? encrypted(plain) : plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private void dial(Socket plain) throws IOException {
    try {
      plain.connect(new InetSocketAddress(address(), settings.port()), millis(DIALING));
    } catch (SocketTimeoutException silent) {
      throw new Unreached(silent);
    }
  }

  /** Under the name of the settings, which the certificate is held against. */
  private InetAddress address() throws IOException {
    byte[] numbers = InetAddress.getByName(settings.host()).getAddress();
    return InetAddress.getByAddress(settings.host(), numbers);
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trust
                .context()
                .getSocketFactory()
                .createSocket(plain, settings.host(), settings.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private int millis(Duration most) {
    return (int) Math.min(patience.toMillis(), most.toMillis());
  }

  /** For STARTTLS. */
  SSLContext context() {
    return settings.verifies() ? trust.context() : unverified();
  }

  /** Whether the other side was never spoken to. */
  static boolean isUnreached(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnknownHostException
        || failure instanceof Unreached;
  }

  /** Nobody took the call in time. */
  static final class Unreached extends SocketException {
    private static final long serialVersionUID = 1L;

    Unreached(SocketTimeoutException cause) {
      super("no connection in time");
      initCause(cause);
    }
  }

  /**
   * For a server on this very machine that asks for no login: what goes there passes no network,
   * and would go in clear if it did not offer TLS.
   */
  private static SSLContext unverified() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OnLoopback()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class OnLoopback implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
