package dev.ghbilling.conformance.internal.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter that removes secrets from texts: the tokens, which a server may repeat, and the queries
 * of URLs at other hosts, which may be signed.
 *
 * @param tokens the tokens
 * @param baseUrl the API's base URL; unsigned URLs below it are shown in full
 */
public record Redaction(List<String> tokens, String baseUrl) {
  private static final Pattern SIGNED =
      Pattern.compile("(https?:(?:\\\\?/){2}[^\\s\"'<>?]+\\?)[^\\s\"'<>]+");

  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)(sig|signature|token|credential|x-amz-[a-z-]+)=");

  /** Returns a text with its secrets replaced by placeholders. */
  public String redacted(String text) {
    String clean = text;
    for (String token : tokens) {
      clean = clean.replace(token, "[token]");
    }
    return SIGNED
        .matcher(clean)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    isOwn(match.group()) ? match.group() : match.group(1) + "[withheld]"));
  }

  /** Tells whether a URL belongs to the API and isn't signed. */
  private boolean isOwn(String url) {
    return url.matches(Pattern.quote(baseUrl) + "[/?].*") && !SIGNATURE.matcher(url).find();
  }
}
