package dev.ghbilling.sandbox.internal.fault;

import dev.ghbilling.sandbox.internal.api.RateLimitError;
import dev.ghbilling.sandbox.internal.export.DownloadStorage;
import dev.ghbilling.sandbox.internal.http.ByteContent;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.ContractJson;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** A response that is sent instead of the operation's own. */
public sealed interface FaultResponse {
  /** Returns the response. */
  ServerResponse response();

  /** An error with GitHub's body; with the status's reason phrase if the message is empty. */
  record GitHubError(int status, String message) implements FaultResponse {
    @Override
    public ServerResponse response() {
      String text = message.isEmpty() ? HttpStatus.getMessage(status) : message;
      // GitHub documents another body for 503.
      return status == 503
          ? ServerResponse.json(
              status,
              ContractJson.MAPPER
                  .createObjectNode()
                  .put("code", "503")
                  .put("message", text)
                  .put("documentation_url", ErrorResponseException.DOCUMENTATION))
          : ErrorResponseException.of(status, text).response();
    }
  }

  /** The error of a rate limit that is exceeded. */
  record Limit(RateLimitError limit, int status) implements FaultResponse {
    @Override
    public ServerResponse response() {
      return limit.response(status);
    }
  }

  /** A text, with a content type unless that is empty. */
  record Text(int status, String contentType, String text) implements FaultResponse {
    @Override
    public ServerResponse response() {
      Map<String, String> headers =
          contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType);
      return new ServerResponse(status, headers, ByteContent.text(text));
    }
  }

  /** A JSON document of so many bytes. */
  record Filler(long bytes) implements FaultResponse {
    @Override
    public ServerResponse response() {
      return ServerResponse.json(200, new FillerContent(bytes));
    }
  }

  /** The storage's response to a signed URL that has expired. */
  record ExpiredDownload() implements FaultResponse {
    @Override
    public ServerResponse response() {
      return DownloadStorage.expired();
    }
  }
}
