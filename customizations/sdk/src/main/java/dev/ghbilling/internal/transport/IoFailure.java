package dev.ghbilling.internal.transport;

import java.io.EOFException;
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
  /** How OkHttp's message for a proxy's response to CONNECT begins; its status follows. */
  private static final String REFUSED_TUNNEL = "Unexpected response code for CONNECT: ";

  private static final String END_OF_STREAM = "unexpected end of stream on ";

  private IoFailure() {}

  /**
   * Drops the text of a {@link ProtocolException}, which may quote our own request, and that of an
   * {@link EOFException}, which may quote what was received.
   */
  static IOException unquoted(IOException e) {
    if (e instanceof EOFException) {
      boolean withinLine = String.valueOf(e.getMessage()).contains(" content=");
      String end = "its end is missing";
      return new IOException(withinLine ? end + ", or its trailers have more than 256 KiB" : end);
    }
    return e instanceof ProtocolException
        ? new IOException("the server's response is not valid HTTP")
        : e;
  }

  /**
   * Returns the reason for an end of the stream within the headers. OkHttp has one message for a
   * closed connection and for headers over 256 KiB.
   */
  private static String endWithinHeaders(String detail) {
    String closed = "the connection was closed before the response's headers were complete";
    return detail.contains("limit=0 ") ? closed : closed + ", or they have more than 256 KiB";
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
    if (message.startsWith(REFUSED_TUNNEL)) {
      return "the proxy responded with HTTP " + message.substring(REFUSED_TUNNEL.length());
    }
    if (e.getCause() instanceof EOFException end && message.startsWith(END_OF_STREAM)) {
      return endWithinHeaders(String.valueOf(end.getMessage()));
    }
    return e instanceof SSLException ? "TLS failed: " + message : message;
  }
}
