package dev.ghbilling.internal.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * A host name check that adds to another one that a wildcard directly below a top-level domain,
 * such as {@code *.com}, covers no host.
 */
final class StrictHostnameVerifier implements HostnameVerifier {
  private static final int DNS_NAME = 2;

  private final HostnameVerifier other;

  StrictHostnameVerifier(HostnameVerifier other) {
    this.other = other;
  }

  @Override
  public boolean verify(String hostAsked, SSLSession session) {
    // A dot at the end, for the root of all domains, names the same host.
    String host = hostAsked.replaceFirst("\\.$", "");
    return other.verify(host, session)
        && (!isDirectlyBelowTopLevel(host) || isNamedInFull(host, session));
  }

  private static boolean isDirectlyBelowTopLevel(String host) {
    int dot = host.indexOf('.');
    boolean isAddress = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    return !isAddress && dot >= 0 && host.indexOf('.', dot + 1) < 0;
  }

  private static boolean isNamedInFull(String host, SSLSession session) {
    try {
      X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null
          && names.stream()
              .anyMatch(
                  name ->
                      name.get(0).equals(DNS_NAME)
                          && name.get(1) instanceof String dns
                          && dns.equalsIgnoreCase(host));
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }
}
