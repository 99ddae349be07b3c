package dev.ghbilling.sandbox.internal.export;

import dev.ghbilling.sandbox.internal.http.ByteContent;
import dev.ghbilling.sandbox.internal.http.ByteRange;
import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.http.QueryString;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blob storage that has the files of exports, at an origin of its own. It serves signed URLs,
 * and refuses requests that carry credentials beside the signature.
 */
public final class DownloadStorage implements RequestHandler {
  private static final Pattern FILE = Pattern.compile("/exports/([^/]+)/([0-9]{1,9})\\.csv");

  private final ReportExports exports;
  private final SignedUrls urls;

  /** Serves the files of exports. */
  public DownloadStorage(ReportExports exports, SignedUrls urls) {
    this.exports = exports;
    this.urls = urls;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    QueryString query = QueryString.parse(request.query());
    if (!request.method().equals("GET")) {
      return error(405, "UnsupportedHttpVerb", "The resource doesn't support the HTTP verb.")
          .withHeader("Allow", "GET, HEAD");
    }
    if (request.header("Authorization").isPresent()) {
      return error(
          403, "AuthenticationFailed", "A signed URL takes no Authorization header beside it.");
    }
    if (!urls.isSigned(request.path(), query)) {
      return error(403, "AuthenticationFailed", "Signature did not match.");
    }
    if (urls.isExpired(query)) {
      return expired();
    }
    Matcher path = FILE.matcher(request.path());
    return path.matches()
        ? exports
            .file(path.group(1), Integer.parseInt(path.group(2)))
            .map(file -> file(request, file))
            .orElseGet(DownloadStorage::notFound)
        : notFound();
  }

  private static ServerResponse file(ServerRequest request, ReportFile file) {
    long length = file.length();
    // The data behind a URL never changes.
    String tag = "\"" + Long.toHexString(request.path().hashCode() * 31L + length) + "\"";
    boolean whole = request.header("If-Range").filter(known -> !known.equals(tag)).isPresent();
    Optional<ByteRange> range =
        whole
            ? Optional.empty()
            : request.header("Range").flatMap(header -> ByteRange.parse(header, length));
    if (range.isPresent() && !range.get().isSatisfiable()) {
      return error(416, "InvalidRange", "The range specified is invalid for the resource.")
          .withHeader("Content-Range", "bytes */" + length);
    }
    Map<String, String> headers =
        Map.of("Content-Type", "text/csv", "Accept-Ranges", "bytes", "ETag", tag);
    ByteRange part = range.orElse(new ByteRange(0, length));
    ServerResponse response =
        new ServerResponse(range.isPresent() ? 206 : 200, headers, new Part(file, part));
    return range.isEmpty()
        ? response
        : response.withHeader(
            "Content-Range", "bytes %d-%d/%d".formatted(part.from(), part.to() - 1, length));
  }

  /** Returns the response to a signed URL that has expired. */
  public static ServerResponse expired() {
    return error(403, "AuthenticationFailed", "Signature not valid in the specified time frame.");
  }

  private static ServerResponse notFound() {
    return error(404, "BlobNotFound", "The specified blob does not exist.");
  }

  private static ServerResponse error(int status, String code, String message) {
    return new ServerResponse(
        status,
        Map.of("Content-Type", "application/xml"),
        ByteContent.text(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message)));
  }

  private record Part(ReportFile file, ByteRange range) implements Content {
    @Override
    public long length() {
      return range.to() - range.from();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      file.writeTo(out, range.from(), range.to());
    }
  }
}
