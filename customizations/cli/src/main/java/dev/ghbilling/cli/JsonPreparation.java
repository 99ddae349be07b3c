package dev.ghbilling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.http.BillingJson;
import java.util.List;

/**
 * Gets Jackson going on a thread of its own, while the command gets the connection going: each
 * takes about as long, and neither needs the other before there is an answer.
 */
final class JsonPreparation {
  private JsonPreparation() {}

  /** Begins it; nothing waits for its end but what needs it. */
  static void begin() {
    Thread thread = new Thread(JsonPreparation::readAndWrite, "json-preparation");
    thread.setDaemon(true);
    thread.start();
  }

  /** A record of ours: what Jackson has to know of any is most of the work. */
  private static void readAndWrite() {
    JsonNode document = BillingJson.mapper().valueToTree(new DownloadedFiles("", List.of()));
    DownloadedFiles unused = BillingJson.mapper().convertValue(document, DownloadedFiles.class);
  }
}
