package dev.ghbilling.spec.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What picocli says of arguments that it doesn't understand, in the words of our programs: what is
 * wrong with which option, its value, and what to do, without the types and indexes of Java. It is
 * told from its text, so that programs share it without sharing picocli.
 */
public final class UsageError {
  private static final String OPTION = "option '(\\S+?)'(?: \\(.*?\\))?";

  /** The texts with ours; the first that matches counts. */
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

  /** Returns a message of picocli in our words, on one line; any other message as it is. */
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
