package dev.ghbilling.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of exports are: a blob storage on another origin, that a signed address opens and
 * a credential only disturbs.
 */
final class DownloadStorage implements Responder {
  private static final Pattern FILE = Pattern.compile("/exports/([^/]+)/([0-9]{1,9})\\.csv");

  private final Exports exports;
  private final SignedUrls urls;

  DownloadStorage(Exports exports, SignedUrls urls) {
    this.exports = exports;
    this.urls = urls;
  }

  @Override
  public Reply answer(Request request) {
    Query query = Query.parse(request.query());
    if (!request.method().equals("GET")) {
      return error(405, "UnsupportedHttpVerb", "The resource doesn't support the HTTP verb.")
          .with("Allow", "GET, HEAD");
    }
    if (request.header("Authorization").isPresent()) {
      return error(
          403, "AuthenticationFailed", "A signed address takes no Authorization header beside it.");
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

  private static Reply file(Request request, ReportFile file) {
    long length = file.length();
    // The data behind an address never changes.
    String tag = "\"" + Long.toHexString(request.path().hashCode() * 31L + length) + "\"";
    boolean whole = request.header("If-Range").filter(known -> !known.equals(tag)).isPresent();
    Optional<ByteRange> range =
        whole
            ? Optional.empty()
            : request.header("Range").flatMap(header -> ByteRange.parse(header, length));
    if (range.isPresent() && !range.get().isSatisfiable()) {
      return error(416, "InvalidRange", "The range specified is invalid for the resource.")
          .with("Content-Range", "bytes */" + length);
    }
    Map<String, String> headers =
        Map.of("Content-Type", "text/csv", "Accept-Ranges", "bytes", "ETag", tag);
    ByteRange part = range.orElse(new ByteRange(0, length));
    Reply reply = new Reply(range.isPresent() ? 206 : 200, headers, new Part(file, part));
    return range.isEmpty()
        ? reply
        : reply.with(
            "Content-Range", "bytes %d-%d/%d".formatted(part.from(), part.to() - 1, length));
  }

  /** The answer at an address whose time is over. */
  static Reply expired() {
    return error(403, "AuthenticationFailed", "Signature not valid in the specified time frame.");
  }

  private static Reply notFound() {
    return error(404, "BlobNotFound", "The specified blob does not exist.");
  }

  private static Reply error(int status, String code, String message) {
    return new Reply(
        status,
        Map.of("Content-Type", "application/xml"),
        Bytes.text(
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
