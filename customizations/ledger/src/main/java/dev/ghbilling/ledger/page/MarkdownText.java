package dev.ghbilling.ledger.page;

import java.util.regex.Pattern;

/**
 * Text in GitHub's Markdown that is shown as it is: it becomes no link, mention, emoji, image or
 * HTML. One that GitHub looks for these in is written as code, since it decodes entities and
 * backslashes before it looks.
 */
public final class MarkdownText {
  /** What Markdown or HTML may read as more than a character. */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&$]");

  /** What GitHub may make a link, a mention or an emoji of, except in code. */
  private static final Pattern LINKED =
      Pattern.compile(
          "@|#\\d|\\bgh-\\d|://|www\\.|mailto:|xmpp:|:[a-z0-9_+-]+:", Pattern.CASE_INSENSITIVE);

  /** A pipe ends a cell even in code, and so it has a backslash of its own. */
  private static final Pattern PIPE = Pattern.compile("(\\\\*)\\|");

  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private MarkdownText() {}

  /** Returns Markdown for one line of text, also in a cell of a table. */
  public static String of(String line) {
    return LINKED.matcher(line).find() ? code(line) : SPECIAL.matcher(line).replaceAll("\\\\$0");
  }

  private static String code(String text) {
    int longest =
        BACKTICKS.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
    String fence = "`".repeat(longest + 1);
    String space = longest > 0 ? " " : "";
    return fence + space + PIPE.matcher(text).replaceAll("$1$1\\\\|") + space + fence;
  }
}
