package dev.ghbilling.spec.compare.drift;

import dev.ghbilling.spec.compare.reader.DocumentReader;

/** A filter for the paths of GitHub's API that the contract describes. */
final class BillingPaths {
  private static final String ROOT = "/enterprises/{}/settings/billing";

  private BillingPaths() {}

  static boolean contain(String path) {
    String shape = DocumentReader.shape(path);
    return shape.equals(ROOT) || shape.startsWith(ROOT + "/");
  }

  /** Returns a path as it continues below the billing root, without the names of parameters. */
  static String relative(String path) {
    return DocumentReader.shape(path).substring(ROOT.length());
  }
}
