package dev.ghbilling.spec.compare.drift;

import dev.ghbilling.spec.compare.reader.DocumentReader;
import java.util.regex.Pattern;

/** A filter for the paths of GitHub's API that the contract describes. */
final class BillingPaths {
  private static final String ROOT = "/settings/billing";
  private static final Pattern BILLING =
      Pattern.compile("/(enterprises|organizations|orgs|users)/\\{}" + ROOT + "(/.*)?");

  private BillingPaths() {}

  static boolean contain(String path) {
    return BILLING.matcher(DocumentReader.shape(path)).matches();
  }

  /**
   * Returns a path without the names of parameters and without what all paths have in common:
   * {@code /usage} of an enterprise, {@code /users/{}/usage} of a user.
   */
  static String relative(String path) {
    return DocumentReader.shape(path).replaceFirst(ROOT, "").replaceFirst("^/enterprises/\\{}", "");
  }
}
