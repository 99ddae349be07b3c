package dev.ghbilling.sandbox.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** A server that listens at two ports of the loopback interface, each with its own handler. */
public final class JettyServer {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_DISCARDED_BYTES = 64 << 20;
  private static final int BUFFER_BYTES = 1 << 15;

  private final Server server;
  private final ServerConnector api;
  private final ServerConnector storage;
  private final String apiOrigin;
  private final String storageOrigin;
  private final StoppableDelay delay = new StoppableDelay();

  /**
   * Binds both ports: that of the API as given, and any free one for the storage.
   *
   * @param port the port of the API; 0 for any that is free
   * @throws UncheckedIOException when a port can't be bound
   */
  public JettyServer(int port) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("ghbilling-sandbox");
    threads.setDaemon(true);
    this.server =
        new Server(threads, new ScheduledExecutorScheduler("ghbilling-sandbox-timer", true), null);
    // Jetty itself refuses a request that isn't valid HTTP, before any handler sees it.
    server.setErrorHandler(
        (jetty, response, callback) -> {
          int status = response.getStatus();
          new ResponseWriter(response, callback, delay)
              .send(
                  ErrorResponseException.of(status, HttpStatus.getMessage(status)).response(),
                  false);
          return true;
        });
    this.api = connector();
    this.storage = connector();
    api.setPort(port);
    try {
      api.open();
      storage.open();
    } catch (IOException e) {
      stop();
      throw new UncheckedIOException(
          "the sandbox can't listen at %s:%d; if the port is in use, choose another one, or 0 for"
                  .formatted(HOST, port)
              + " any that is free",
          e);
    }
    this.apiOrigin = origin(api);
    this.storageOrigin = origin(storage);
  }

  private ServerConnector connector() {
    HttpConfiguration config = new HttpConfiguration();
    config.setSendServerVersion(false);
    // The responses have their own Date, by the sandbox's clock.
    config.setSendDateHeader(false);
    // Otherwise Jetty takes a token for an earlier one that differs only in case.
    config.setHeaderCacheCaseSensitive(true);
    // The router decides what a path means, even where it looks like an attack.
    config.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(config));
    connector.setHost(HOST);
    server.addConnector(connector);
    return connector;
  }

  /** Returns the base URL of the API, without a slash at its end. */
  public String apiOrigin() {
    return apiOrigin;
  }

  /** Returns the base URL of the storage, without a slash at its end. */
  public String storageOrigin() {
    return storageOrigin;
  }

  private static String origin(ServerConnector connector) {
    return "http://%s:%d".formatted(HOST, connector.getLocalPort());
  }

  /** Starts to accept connections at both ports. */
  public void start(RequestHandler apiHandler, RequestHandler storageHandler) {
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request jetty, Response response, Callback callback)
              throws IOException {
            boolean toStorage = jetty.getConnectionMetaData().getConnector() == storage;
            ServerRequest request = read(jetty, toStorage ? storageOrigin : apiOrigin);
            new ResponseWriter(response, callback, delay)
                .send(
                    (toStorage ? storageHandler : apiHandler).handle(request),
                    jetty.getMethod().equals("HEAD"));
            return true;
          }
        });
    try {
      server.start();
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("the sandbox can't start", e);
    }
  }

  /**
   * Ends all connections and frees both ports: a connection that is attempted afterwards is
   * refused.
   */
  public void stop() {
    delay.stop();
    try {
      server.stop();
      // Without effect on a server that ran; one that never did keeps its ports.
      api.close();
      storage.close();
      // A listening socket accepts connections for as long as a thread is inside accept.
      api.join();
      storage.join();
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox can't stop", e);
    }
  }

  private static ServerRequest read(Request jetty, String origin) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : jetty.getHeaders()) {
      headers.putIfAbsent(
          field.getLowerCaseName(), field.getValue() == null ? "" : field.getValue());
    }
    HttpURI uri = jetty.getHttpURI();
    return new ServerRequest(
        jetty.getMethod(),
        origin,
        uri.getPath() == null ? "" : uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers,
        readBody(jetty));
  }

  /**
   * Reads one byte more than allowed at most. The rest is read and discarded, because a client that
   * is still sending doesn't read the response.
   */
  private static byte[] readBody(Request jetty) throws IOException {
    try (InputStream in = Source.asInputStream(jetty)) {
      byte[] body = in.readNBytes(ServerRequest.MAX_BODY_BYTES + 1);
      byte[] rest = new byte[BUFFER_BYTES];
      int discarded = 0;
      int read = 0;
      while (body.length > ServerRequest.MAX_BODY_BYTES
          && read >= 0
          && discarded < MAX_DISCARDED_BYTES) {
        read = in.read(rest);
        discarded += read;
      }
      return body;
    }
  }
}
