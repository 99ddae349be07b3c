package dev.ghbilling.spec.compare;

/** The part of GitHub's API that the contract is about. */
final class BillingPaths {
  private static final String ROOT = "/enterprises/{}/settings/billing";

  private BillingPaths() {}

  static boolean contain(String path) {
    String shape = DocumentReader.shape(path);
    return shape.equals(ROOT) || shape.startsWith(ROOT + "/");
  }

  /** A path below the root, without the names of its parameters. */
  static String shortened(String path) {
    return DocumentReader.shape(path).substring(ROOT.length());
  }
}
