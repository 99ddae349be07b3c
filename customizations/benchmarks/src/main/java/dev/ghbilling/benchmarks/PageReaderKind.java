package dev.ghbilling.benchmarks;

import java.net.URI;

/** The readers of pages that are measured side by side. */
public enum PageReaderKind {
  /** The SDK; asking for everything anew, as the others do. */
  SDK("SDK") {
    @Override
    PageReader connect(URI baseUrl, String enterprise, String token) {
      return new SdkPages(baseUrl, enterprise, token);
    }
  },
  LOOP("a loop by hand, HttpComponents 5") {
    @Override
    PageReader connect(URI baseUrl, String enterprise, String token) {
      return PageLoop.intoOwnRecords(baseUrl, enterprise, token);
    }
  },
  LOOP_INTO_SDK_RECORDS("the same loop into the SDK's records") {
    @Override
    PageReader connect(URI baseUrl, String enterprise, String token) {
      return PageLoop.intoSdkRecords(baseUrl, enterprise, token);
    }
  };

  private final String label;

  PageReaderKind(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** A reader that sends nothing before it is asked to. */
  abstract PageReader connect(URI baseUrl, String enterprise, String token);
}
