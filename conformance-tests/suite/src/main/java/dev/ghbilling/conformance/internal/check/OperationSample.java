package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.spec.Operation;
import java.util.List;

/**
 * A sample of the operations, which alone get a check or one form of it. A server usually decides
 * the same for all operations, and what all of them got would be more requests than a run may send.
 *
 * <p>Whether an operation belongs to a sample depends on its id alone, so that an operation more in
 * the contract changes nothing for the others.
 */
public enum OperationSample {
  /** Those whose parameters are repeated: a fourth. */
  REPEATED_PARAMETERS(4, 3),
  /** Those that are asked for a month without a year, with two requests more each: a third. */
  DEFAULT_YEAR(3, 0),
  /** Those that write and get a token without a scheme, and not one with another scheme: half. */
  MALFORMED_TOKEN(2, 0),
  /** Those whose HEAD has no token, and not an unknown one with a known tag: half. */
  HEAD_WITHOUT_TOKEN(2, 0),
  /** Those that get a known tag in a list, and not {@code *}: half. */
  LISTED_TAG(2, 0),
  /** Those that are for an unknown owner with plain letters, and not with others: half. */
  PLAIN_OWNER(2, 0);

  private final int parts;
  private final int part;

  OperationSample(int parts, int part) {
    this.parts = parts;
    this.part = part;
  }

  /** Tells whether an operation belongs to the sample. */
  public boolean includes(Operation operation) {
    return part(operation, parts) == part;
  }

  /** Returns one of several forms of a request, each of which some operations get. */
  public static <T> T form(Operation operation, List<T> forms) {
    return forms.get(part(operation, forms.size()));
  }

  private static int part(Operation operation, int parts) {
    return Math.floorMod(operation.id().hashCode(), parts);
  }
}
