package dev.ghbilling.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxy for a URL: the client's own, or the one that the JVM's selector chooses at the time. A
 * proxy on another machine isn't shown a request in plain http.
 */
final class ProxyRouting extends ProxySelector {
  private final @Nullable Proxy proxy;
  private final boolean allowInsecure;

  ProxyRouting(@Nullable Proxy proxy, boolean allowInsecure) {
    this.proxy = proxy;
    this.allowInsecure = allowInsecure;
  }

  @Override
  public List<Proxy> select(URI url) {
    List<Proxy> choices = proxy == null ? choicesOfTheJvm(url) : List.of(proxy);
    for (Proxy choice : choices) {
      requireEncrypted(url, choice);
    }
    return choices;
  }

  private void requireEncrypted(URI url, Proxy choice) {
    boolean visible =
        choice.type() != Proxy.Type.DIRECT && "http".equalsIgnoreCase(url.getScheme());
    boolean here =
        choice.address() instanceof InetSocketAddress address
            && address.getAddress() != null
            && address.getAddress().isLoopbackAddress();
    if (visible && !here && !allowInsecure) {
      throw new UncheckedIOException(
          new IOException("plain http is not sent through a proxy on another machine"));
    }
  }

  private static List<Proxy> choicesOfTheJvm(URI url) {
    ProxySelector selector = ProxySelector.getDefault();
    try {
      List<Proxy> choices = selector == null ? null : selector.select(url);
      return choices == null ? List.of() : choices;
    } catch (RuntimeException e) {
      // Without its cause, whose message may quote the URL and with it a signature.
      throw new UncheckedIOException(new IOException("the JVM's proxy selector failed"));
    }
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException failure) {
    ProxySelector selector = ProxySelector.getDefault();
    if (proxy == null && selector != null) {
      selector.connectFailed(url, address, failure);
    }
  }
}
