package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter that removes secrets from texts: the tokens, which a server may repeat, and the queries
 * of URLs at other hosts, which may be signed. Of a long text it returns the beginning.
 *
 * @param tokens the tokens; one of fewer than eight characters is not looked for, since it may be
 *     part of any word
 * @param baseUrl the API's base URL; unsigned URLs below it are shown in full
 */
public record TokenRedaction(List<String> tokens, String baseUrl) {
  private static final int SHORTEST_TOKEN = 8;
  private static final int LONGEST_TEXT = 64 * 1024;

  // Both are linear in the length of the text, which is the server's.
  private static final Pattern URL = Pattern.compile("https?:(?:\\\\?/){2}[^\\s\"'<>]*+");
  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)(?:sig|signature|token|credential)=|x-amz-");

  /** Keeps the tokens that are looked for. */
  public TokenRedaction {
    tokens = tokens.stream().filter(token -> token.length() >= SHORTEST_TOKEN).toList();
  }

  /** Returns a text with its secrets replaced by placeholders, shortened if it is long. */
  public String redacted(String text) {
    return redacted(text, LONGEST_TEXT);
  }

  /** Returns the beginning of a text, of so many characters, with its secrets replaced. */
  public String redacted(String text, int longest) {
    if (text.length() <= longest) {
      return clean(text);
    }
    String start = clean(text.substring(0, longest));
    for (String token : tokens) {
      for (int length = token.length() - 1; length >= SHORTEST_TOKEN; length--) {
        if (start.endsWith(token.substring(0, length))) {
          return start.substring(0, start.length() - length) + "[token] …";
        }
      }
    }
    return start + " …";
  }

  /** Returns a verdict whose texts have no secrets. */
  Verdict redacted(Verdict verdict) {
    return new Verdict(
        verdict.outcome(),
        redacted(verdict.message()),
        redacted(verdict.expected()),
        redacted(verdict.actual()),
        verdict.missing());
  }

  private String clean(String text) {
    String clean = text;
    for (String token : tokens) {
      clean = clean.replace(token, "[token]");
    }
    return URL.matcher(clean)
        .replaceAll(match -> Matcher.quoteReplacement(withoutSignature(match.group())));
  }

  private String withoutSignature(String url) {
    int query = url.indexOf('?') + 1;
    return query == 0 || query == url.length() || isOwn(url)
        ? url
        : url.substring(0, query) + "[withheld]";
  }

  /** Tells whether a URL belongs to the API and isn't signed. */
  private boolean isOwn(String url) {
    boolean below = url.startsWith(baseUrl + "/") || url.startsWith(baseUrl + "?");
    return below && !SIGNATURE.matcher(url).find();
  }
}
