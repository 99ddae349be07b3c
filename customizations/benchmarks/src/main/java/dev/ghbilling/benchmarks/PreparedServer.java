package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Answers with bytes that are ready, as fast as it can: where the sandbox would have to compute
 * what it answers, the server would be measured and not the client.
 *
 * <p>A request for pages is answered with those of an enterprise that has as many as its slug says;
 * any other with the file that its month numbers, from 1.
 */
final class PreparedServer {
  private static final String HOST = "127.0.0.1";
  private static final int BUFFER = 1 << 16;

  /** Which part of the path is the enterprise, behind its first slash. */
  private static final int ENTERPRISE = 2;

  private final List<Path> files;
  private final Operation paged;
  private final Pagination pagination;
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();

  private PreparedServer(List<Path> files) {
    this.files = files;
    this.paged =
        Contract.bundled().operations().stream()
            .filter(operation -> operation.pagination().isPresent())
            .findFirst()
            .orElseThrow();
    this.pagination = paged.pagination().orElseThrow();
  }

  /** Serves these files until its input ends. */
  public static void main(String[] arguments) throws Exception {
    PreparedServer prepared = new PreparedServer(Arrays.stream(arguments).map(Path::of).toList());
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(HOST);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws IOException {
            prepared.answer(request, response, callback);
            return true;
          }
        });
    server.start();
    Orders.serve(
        URI.create("http://%s:%d".formatted(HOST, connector.getLocalPort())), ignored -> {});
    server.stop();
  }

  private void answer(Request request, Response response, Callback callback) throws IOException {
    response.getHeaders().put("Content-Type", "application/json; charset=utf-8");
    Fields query = Request.extractQueryParameters(request);
    String path = request.getHttpURI().getPath();
    String lastSegment = paged.path().substring(paged.path().lastIndexOf('/'));
    if (!path.endsWith(lastSegment)) {
      Path file = files.get(Integer.parseInt(query.getValue("month")) - 1);
      response.getHeaders().put("Content-Length", Files.size(file));
      ByteBufferPool pool = request.getComponents().getByteBufferPool();
      Content.copy(
          Content.Source.from(new ByteBufferPool.Sized(pool, true, BUFFER), file),
          response,
          callback);
      return;
    }
    int last = Integer.parseInt(path.split("/", -1)[ENTERPRISE]);
    int number = Integer.parseInt(query.getValue(pagination.page()));
    int size = Integer.parseInt(query.getValue(pagination.perPage()));
    if (number < last) {
      response
          .getHeaders()
          .put(
              "Link",
              "<%s?%s=%d&%s=%d>; rel=\"next\""
                  .formatted(
                      request.getHttpURI().toString().replaceAll("[?].*", ""),
                      pagination.page(),
                      number + 1,
                      pagination.perPage(),
                      size));
    }
    byte[] page =
        pages.computeIfAbsent(last + " " + number + " " + size, key -> page(last, number, size));
    response.getHeaders().put("Content-Length", page.length);
    response.write(true, ByteBuffer.wrap(page), callback);
  }

  /** The documented answer with so many of its last items, each with a name of its own. */
  private byte[] page(int last, int number, int size) {
    ObjectNode document =
        paged.success().body().flatMap(body -> body.example()).orElseThrow().value().deepCopy();
    ArrayNode items = (ArrayNode) document.at(pagination.items());
    ObjectNode item = (ObjectNode) items.get(items.size() - 1);
    items.removeAll();
    for (int i = 0; i < size; i++) {
      // By this property the SDK tells repositories apart, as GitHub does.
      items.add(item.deepCopy().put("name", "octo-org/repository-" + ((number - 1) * size + i)));
    }
    document.put(pagination.total().substring(1), last * size);
    try {
      return ContractJson.MAPPER.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new IllegalStateException("a page can't be written", e);
    }
  }
}
