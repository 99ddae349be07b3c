package dev.ghbilling.internal.text;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The replacement of secrets in a text by placeholders: tokens, the values of parameters, headers
 * and properties that are named like a secret, the query of a signed URL, and the login in a URL.
 * They are looked for in the {@linkplain PlainText plain text}, so that neither an encoding nor an
 * invisible character hides one. What isn't secret stays as it was written.
 *
 * <p>The time is linear in the length of the text, which is a server's.
 */
public final class Redaction {
  private static final String TOKEN_NOTE = "[token]";
  private static final String NOTE = "[withheld]";

  /** GitHub's tokens are longer, and a short text may be part of any word. */
  private static final int SHORTEST_TOKEN = 8;

  /** GitHub's tokens by their prefixes, and any JSON web token. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}|eyJ[A-Za-z0-9_-]{8,500}+\\.[A-Za-z0-9_.-]+");

  /** How names of secrets end, such as access_token, X-Amz-Signature and apiKey. */
  private static final String NAME =
      "(?:a(?:(?:pi|ccess|ccount)[-_]?key|ssertion|uth(?:orization|[-_]?key)?)"
          + "|c(?:redentials?|ookie)|hmac|jwt|p(?:assw(?:or)?d|assphrase|rivate[-_]?key|wd)"
          + "|s(?:ecret(?:[-_]?key)?|ession(?:[-_]?id)?|hared[-_]?key|ig(?:nature|ning[-_]?key)?)"
          + "|token|[?&]key)";

  private static final String SCHEME = "(?:basic|bearer|digest|negotiate|ntlm|token)";
  private static final String GAP = "[ \uFFFD]++";
  private static final String BLANKS = "[ \uFFFD]{0,3}+";
  private static final String QUOTE = "[\"'\\]\uFFFD]";
  private static final String EQUALS = QUOTE + "?+" + BLANKS + "=" + BLANKS + QUOTE + "?+";
  private static final String COLON = QUOTE + "?+" + BLANKS + ":" + BLANKS + QUOTE + "?+";

  /** Between a property's name and its value, both in quotes. */
  private static final String COLON_IN_JSON = QUOTE + BLANKS + ":" + BLANKS + QUOTE;

  private static final String WORD = "(?!\\[withheld]|\\[token])[^ \"'<>]++";

  /** The rest of a query that has a space in it, which may have been the plus sign of base64. */
  private static final String REST = "(?: (?=[^ \"'<>&=]*+[&=])" + WORD + ")*+";

  /** What is hardly a word of a sentence: it has a digit, an equals sign or two capitals within. */
  private static final String RANDOM =
      "(?-i:(?=[\\w.~+/=-]{8})(?=[\\w.~+/=-]*?(?:[0-9=]|[a-z][A-Z]{2}))[\\w.~+/=-]++)";

  /** Looks for what comes before a value, then behind it for a name, since few texts have that. */
  private static final Pattern SECRET =
      Pattern.compile(
          String.join(
              "",
              "(?i)(?=[\"'\\]\uFFFD =:/])(?:",
              "(?=" + QUOTE + "?+" + BLANKS + "[=:])(?<=" + NAME + ")(?:",
              "(?<parameter>(?:" + EQUALS + "|" + COLON_IN_JSON + ")(?:" + SCHEME + GAP + ")?+)",
              WORD + REST,
              "|(?<header>" + COLON + "(?:" + SCHEME + GAP + ")?+)" + RANDOM + ")",
              "|(?<=" + SCHEME + ")(?<scheme>" + GAP + ")" + RANDOM,
              "|(?<authority>//)[^ /?#\"'<>@:]*+:[^ /?#\"'<>]*(?=@))"));

  private Redaction() {}

  /** Returns the text with every secret replaced by a placeholder. */
  public static String of(String text) {
    return of(text, List.of());
  }

  /** Returns the text with these tokens and every other secret replaced by a placeholder. */
  public static String of(String text, List<String> tokens) {
    String known =
        longestFirst(tokens).stream().map(Pattern::quote).collect(Collectors.joining("|"));
    String redacted = text;
    PlainText plain = PlainText.of(text);
    for (Pattern secret :
        known.isEmpty() ? List.of(TOKEN, SECRET) : List.of(Pattern.compile(known), TOKEN, SECRET)) {
      String before = redacted;
      redacted = replaced(before, plain, secret);
      plain = redacted.equals(before) ? plain : PlainText.of(redacted);
    }
    return redacted;
  }

  /** Redacts the beginning of a longer text, at whose end one of the tokens may be cut off. */
  public static String ofStart(String start, List<String> tokens) {
    String redacted = of(start, tokens);
    PlainText text = PlainText.of(redacted);
    String plain = text.toString();
    for (String token : longestFirst(tokens)) {
      for (int length = token.length() - 1; length >= SHORTEST_TOKEN; length--) {
        if (plain.endsWith(token.substring(0, length))) {
          return redacted.substring(0, text.from(plain.length() - length)) + TOKEN_NOTE;
        }
      }
    }
    return redacted;
  }

  /** Returns the tokens to look for, since one may be the beginning of another. */
  private static List<String> longestFirst(List<String> tokens) {
    return tokens.stream()
        .filter(token -> token.length() >= SHORTEST_TOKEN)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String replaced(String text, PlainText original, Pattern secret) {
    String plain = original.toString();
    Matcher matcher = secret.matcher(plain);
    StringBuilder replaced = new StringBuilder();
    int copied = 0;
    int last = 0;
    while (matcher.find()) {
      int start = secret == SECRET ? start(plain, last, matcher) : matcher.start();
      last = matcher.end();
      replaced.append(text, copied, original.from(start));
      replaced.append(secret == SECRET ? NOTE : TOKEN_NOTE);
      copied = original.to(last - 1);
    }
    return copied == 0 ? text : replaced.append(text, copied, text.length()).toString();
  }

  /** Returns where a secret begins: behind its name, or where the query begins that contains it. */
  private static int start(String plain, int last, Matcher secret) {
    int start = secret.end("parameter");
    if (start < 0) {
      return Stream.of("header", "scheme", "authority").mapToInt(secret::end).max().orElseThrow();
    }
    for (int i = secret.start() - 1; i >= last && " \"'<>".indexOf(plain.charAt(i)) < 0; i--) {
      start = plain.charAt(i) == '?' || plain.charAt(i) == '#' ? i + 1 : start;
    }
    return start;
  }
}
