package dev.ghbilling.spec.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites picocli's messages about invalid arguments: what is wrong with which option, its value,
 * and what to do, without Java types and indexes. It matches the text of the messages, so that
 * programs share this class without a dependency on picocli.
 */
public final class UsageError {
  private static final String OPTION = "option '(\\S+?)'(?: \\(.*?\\))?";

  /** Picocli's messages as patterns, with ours; the first match is used. */
  private static final List<UsageError> ALL =
      List.of(
          new UsageError("Missing required parameter for " + OPTION + ".*", "$1 needs a value"),
          new UsageError(
              "Expected parameter for " + OPTION + " but found '(.*)'",
              "$1 needs a value, but $2 follows it"),
          new UsageError(
              "Invalid value for " + OPTION + ": '(.*)' is not a boolean",
              "$1 takes no value, was $2"),
          new UsageError(
              "Invalid value for " + OPTION + ": '(.*)' is not an? (?:int|long)",
              "$1 must be a whole number, was $2"),
          new UsageError(
              "Invalid value for " + OPTION + ": expected one of \\[(.*)] .*but was '(.*)'",
              "$1 must be one of $2, was $3"),
          new UsageError("Invalid value for " + OPTION + ": (must .*)", "$1 $2"),
          // A parameter that is one of several words has these words for a name.
          new UsageError(
              "Invalid value for positional parameter at index .*? \\([a-z]+\\|[a-z|]+\\): (must .*)",
              "the argument $1"),
          new UsageError(
              "Missing required parameter: '([a-z]+)\\|([a-z]+)\\|([a-z]+)'",
              "give one of $1, $2, $3"),
          new UsageError(
              "Invalid value for positional parameter at index .*? \\((.*?)\\): (must .*)",
              "$1 $2"),
          new UsageError("Error: Missing required argument.*: \\((.*)\\)", "give one of $1"),
          new UsageError(
              "(?:Error: )?(.*) are mutually exclusive \\(specify only one\\)",
              "give only one of $1"),
          new UsageError(OPTION + " should be specified only once", "$1 is given more than once"),
          new UsageError("Unknown options?: '(.*?)'.*", "there is no option $1"),
          new UsageError("Unmatched arguments? .*?index \\d+: '(.*?)'.*", "unexpected argument $1"),
          new UsageError("Missing required (?:option|parameter): '(.*)'", "$1 is required"),
          new UsageError("Missing required (?:options|parameters): '(.*)'", "$1 are required"));

  private final Pattern theirs;
  private final String ours;

  private UsageError(String theirs, String ours) {
    this.theirs = Pattern.compile(theirs);
    this.ours = ours;
  }

  /**
   * Returns our message for a message of picocli, on one line; returns any other message unchanged.
   */
  public static String of(String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    for (UsageError error : ALL) {
      Matcher matcher = error.theirs.matcher(line);
      if (matcher.matches()) {
        return matcher.replaceFirst(error.ours).replace("', '", ", ").replace(" | ", ", ");
      }
    }
    return line;
  }
}
