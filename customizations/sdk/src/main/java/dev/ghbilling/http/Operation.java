package dev.ghbilling.http;

import feign.Response;

/** Which operation of the contract a request is for: the generated method is named after it. */
final class Operation {
  private Operation() {}

  static String of(Response response) {
    return of(response.request().requestTemplate().methodMetadata().configKey());
  }

  /** The operation in a key as Feign makes it: {@code UsageApi#getUsageReport(String)}. */
  static String of(String methodKey) {
    String method = methodKey.substring(methodKey.indexOf('#') + 1);
    return method.replaceFirst("\\(.*$", "").replaceFirst("WithHttpInfo$", "");
  }
}
