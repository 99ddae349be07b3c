package dev.ghbilling.benchmarks;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/** The clients that are measured side by side. */
public enum ClientKind {
  /** The SDK; asking for everything anew, as the others do. */
  SDK("SDK") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return SdkClient.withoutCache(baseUrl, enterprise, token);
    }
  },
  /** The SDK as it is when nothing is configured: what it has seen is answered by 304. */
  SDK_WITH_CACHE("SDK, its cache on") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return SdkClient.asItIs(baseUrl, enterprise, token);
    }
  },
  OKHTTP("OkHttp by hand") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return new OkHttpByHand(new UsageAddress(baseUrl, enterprise), token);
    }
  },
  HTTP_COMPONENTS("HttpComponents 5 by hand") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return new HttpComponentsByHand(new UsageAddress(baseUrl, enterprise), token);
    }
  },
  JDK("the JDK's HttpClient by hand") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return new JdkByHand(new UsageAddress(baseUrl, enterprise), token);
    }
  },
  URL_CONNECTION("HttpURLConnection by hand") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return new UrlConnectionByHand(new UsageAddress(baseUrl, enterprise), token);
    }
  },
  STOCK_FEIGN("stock output for feign") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return new StockFeign(baseUrl, enterprise, token);
    }
  },
  STOCK_NATIVE("stock output for native") {
    @Override
    UsageClient connect(URI baseUrl, String enterprise, String token) {
      return new StockNative(baseUrl, enterprise, token);
    }
  };

  /** What somebody would write for this one call and nothing else, on any transport. */
  static final Set<ClientKind> BY_HAND = EnumSet.of(OKHTTP, HTTP_COMPONENTS, JDK);

  /** What people have without writing much. */
  static final Set<ClientKind> COMMON = EnumSet.of(STOCK_FEIGN, STOCK_NATIVE, URL_CONNECTION);

  private final String label;

  ClientKind(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** A client that sends nothing before it is asked to. */
  abstract UsageClient connect(URI baseUrl, String enterprise, String token);
}
