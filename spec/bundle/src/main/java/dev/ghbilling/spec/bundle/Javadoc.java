package dev.ghbilling.spec.bundle;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Markdown of the contract's descriptions as the text of a Javadoc comment, on one line. */
final class Javadoc {
  private static final Pattern SPAN =
      Pattern.compile("`([^`]+)`|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)|\\*\\*([^*]+)\\*\\*");
  private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");

  private Javadoc() {}

  /** Returns the text with its paragraphs, code, links and strong parts in Javadoc's notation. */
  static String of(String markdown) {
    StringBuilder text = new StringBuilder();
    for (String paragraph : PARAGRAPHS.split(markdown.strip(), -1)) {
      text.append(text.isEmpty() ? "" : " <p>")
          .append(spans(paragraph.replaceAll("\\s+", " ").strip()));
    }
    return text.toString();
  }

  private static String spans(String paragraph) {
    StringBuilder text = new StringBuilder();
    Matcher span = SPAN.matcher(paragraph);
    int end = 0;
    while (span.find()) {
      text.append(plain(paragraph.substring(end, span.start()))).append(converted(span));
      end = span.end();
    }
    return text.append(plain(paragraph.substring(end))).toString();
  }

  private static String converted(MatchResult span) {
    if (span.group(1) != null) {
      return code(span.group(1));
    }
    if (span.group(2) != null) {
      return "<a href='" + plain(span.group(3)) + "'>" + plain(span.group(2)) + "</a>";
    }
    return "<strong>" + plain(span.group(4)) + "</strong>";
  }

  /** Uses {@code <code>} where the text has what the generator or the tag would not leave alone. */
  private static String code(String text) {
    return text.matches("[^{}@\"\\\\*]+")
        ? "{@code " + text + "}"
        : "<code>" + plain(text) + "</code>";
  }

  private static String plain(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("{", "&#123;")
        .replace("}", "&#125;")
        .replace("\"", "&quot;")
        .replace("\\", "&#92;")
        .replace("*", "&#42;");
  }
}
