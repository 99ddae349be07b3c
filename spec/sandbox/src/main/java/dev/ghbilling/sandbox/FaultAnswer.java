package dev.ghbilling.sandbox;

import dev.ghbilling.spec.ContractJson;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** What is answered in the place of an operation. */
sealed interface FaultAnswer {
  Reply reply();

  /** An error in GitHub's shape; without a message, with the status's own. */
  record GitHubError(int status, String message) implements FaultAnswer {
    @Override
    public Reply reply() {
      String text = message.isEmpty() ? HttpStatus.getMessage(status) : message;
      // The documents give 503 a body of its own.
      return status == 503
          ? Reply.json(
              status,
              ContractJson.MAPPER
                  .createObjectNode()
                  .put("code", "503")
                  .put("message", text)
                  .put("documentation_url", Refusal.DOCUMENTATION))
          : Refusal.of(status, text).reply();
    }
  }

  /** A limit that is exceeded. */
  record Limit(LimitAnswer limit, int status) implements FaultAnswer {
    @Override
    public Reply reply() {
      return limit.reply(status);
    }
  }

  /** Any text; without a content type, if that is empty. */
  record Text(int status, String contentType, String text) implements FaultAnswer {
    @Override
    public Reply reply() {
      Map<String, String> headers =
          contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType);
      return new Reply(status, headers, Bytes.text(text));
    }
  }

  /** A JSON document of many bytes. */
  record Filler(long bytes) implements FaultAnswer {
    @Override
    public Reply reply() {
      return Reply.json(200, new FillerContent(bytes));
    }
  }

  /** What the storage says to an address whose time is over. */
  record ExpiredDownload() implements FaultAnswer {
    @Override
    public Reply reply() {
      return DownloadStorage.expired();
    }
  }
}
