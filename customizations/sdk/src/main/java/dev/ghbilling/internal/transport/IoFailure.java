package dev.ghbilling.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The one-line reasons for I/O failures. */
public final class IoFailure {
  private IoFailure() {}

  /** Drops the text of a {@link ProtocolException}, which may quote our own request. */
  static IOException unquoted(IOException e) {
    return e instanceof ProtocolException
        ? new IOException("the server's response is not valid HTTP")
        : e;
  }

  /** Maps an I/O failure to a short reason for a person; never blank. */
  public static String reason(IOException e) {
    if (e instanceof UnknownHostException && e.getCause() instanceof TimeoutException) {
      return "the host's name was not resolved in time";
    }
    if (e instanceof UnknownHostException) {
      return "the host is unknown";
    }
    if (e instanceof ConnectException) {
      return "the connection was refused";
    }
    if (e instanceof SSLPeerUnverifiedException) {
      return "TLS failed: the server's certificate is not for this host";
    }
    if (e instanceof SSLException && e.getCause() instanceof CertificateException) {
      return "TLS failed: the server's certificate is not trusted";
    }
    if (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
      return "the thread was interrupted";
    }
    if (e instanceof InterruptedIOException) {
      return "the time allowed is over";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof SSLException ? "TLS failed: " + message : message;
  }
}
