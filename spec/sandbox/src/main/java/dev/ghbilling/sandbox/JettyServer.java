package dev.ghbilling.sandbox;

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
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** The network: two ports of the loopback interface, each with its responder. */
final class JettyServer {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_DISCARDED_BYTES = 64 << 20;
  private static final int BUFFER_BYTES = 1 << 15;

  private final Server server;
  private final ServerConnector api;
  private final ServerConnector storage;
  private final String apiOrigin;
  private final String storageOrigin;
  private final Pauses pauses = new Pauses();

  /**
   * Binds both ports, the first as asked for, the second to any that is free.
   *
   * @throws UncheckedIOException when a port can't be bound
   */
  JettyServer(int port) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("ghbilling-sandbox");
    threads.setDaemon(true);
    this.server =
        new Server(threads, new ScheduledExecutorScheduler("ghbilling-sandbox-timer", true), null);
    // What Jetty refuses before a responder sees it: a request that isn't HTTP.
    server.setErrorHandler(
        (jetty, response, callback) -> {
          int status = response.getStatus();
          new Transmission(response, callback, pauses)
              .send(Refusal.of(status, HttpStatus.getMessage(status)).reply(), false);
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
          "the sandbox can't listen at %s:%d, is the port in use?".formatted(HOST, port), e);
    }
    this.apiOrigin = origin(api);
    this.storageOrigin = origin(storage);
  }

  private ServerConnector connector() {
    HttpConfiguration config = new HttpConfiguration();
    config.setSendServerVersion(false);
    // The replies have their own, by the sandbox's clock.
    config.setSendDateHeader(false);
    // Or a header counts as the one before that differs in case only, and so does a token.
    config.setHeaderCacheCaseSensitive(true);
    // What a path means is the router's to say, even where it looks like an attack.
    config.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(config));
    connector.setHost(HOST);
    server.addConnector(connector);
    return connector;
  }

  String apiOrigin() {
    return apiOrigin;
  }

  String storageOrigin() {
    return storageOrigin;
  }

  private static String origin(ServerConnector connector) {
    return "http://%s:%d".formatted(HOST, connector.getLocalPort());
  }

  void start(Responder apiResponder, Responder storageResponder) {
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(
              org.eclipse.jetty.server.Request jetty, Response response, Callback callback)
              throws IOException {
            boolean toStorage = jetty.getConnectionMetaData().getConnector() == storage;
            Request request = read(jetty, toStorage ? storageOrigin : apiOrigin);
            Reply reply = (toStorage ? storageResponder : apiResponder).answer(request);
            new Transmission(response, callback, pauses)
                .send(reply, jetty.getMethod().equals("HEAD"));
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

  void stop() {
    pauses.end();
    try {
      server.stop();
      // Without effect on a server that ran; one that never did keeps its ports.
      api.close();
      storage.close();
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox can't stop", e);
    }
  }

  private static Request read(org.eclipse.jetty.server.Request jetty, String origin)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : jetty.getHeaders()) {
      headers.putIfAbsent(
          field.getLowerCaseName(), field.getValue() == null ? "" : field.getValue());
    }
    HttpURI uri = jetty.getHttpURI();
    return new Request(
        jetty.getMethod(),
        origin,
        uri.getPath() == null ? "" : uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers,
        readBody(jetty));
  }

  /**
   * One byte more than allowed, at most; the rest is taken off the wire, so that the answer gets
   * through.
   */
  private static byte[] readBody(org.eclipse.jetty.server.Request jetty) throws IOException {
    try (InputStream in = Source.asInputStream(jetty)) {
      byte[] body = in.readNBytes(Request.MAX_BODY_BYTES + 1);
      byte[] rest = new byte[BUFFER_BYTES];
      int discarded = 0;
      int read = 0;
      while (body.length > Request.MAX_BODY_BYTES && read >= 0 && discarded < MAX_DISCARDED_BYTES) {
        read = in.read(rest);
        discarded += read;
      }
      return body;
    }
  }
}
