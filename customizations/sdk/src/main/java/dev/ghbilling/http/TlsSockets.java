package dev.ghbilling.http;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Goes on by TLS on a socket, with a certificate that is trusted and is the host's. The JVM's own
 * set-up, which takes long, is made when it is first needed.
 */
final class TlsSockets implements TlsSocketStrategy {
  private static final DefaultHostnameVerifier HOSTS = new DefaultHostnameVerifier();

  private final Optional<SSLSocketFactory> sockets;
  private final int silenceMillis;

  TlsSockets(Optional<SSLSocketFactory> sockets, Timeout silence) {
    this.sockets = sockets;
    this.silenceMillis = silence.toMillisecondsIntBound();
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String host, int port, @Nullable Object settings, HttpContext context)
      throws IOException {
    SSLSocketFactory factory =
        sockets.orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true);
    secure.setSoTimeout(silenceMillis);
    secure.startHandshake();
    if (!isOf(host, secure.getSession())) {
      secure.close();
      throw new SSLPeerUnverifiedException("the certificate is not of " + host);
    }
    return secure;
  }

  /** By its alternative names alone: a common name says nothing of hosts any more. */
  private static boolean isOf(String host, SSLSession session) throws IOException {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          && certificate.getSubjectAlternativeNames() != null
          && HOSTS.verify(host, session);
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}
