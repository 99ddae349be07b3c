package dev.ghbilling.conformance;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what nobody else may read: the tokens, which a server may have repeated, and
 * the queries of addresses at other hosts, which may be signed.
 *
 * @param tokens the tokens
 * @param own where the API is; addresses that begin so are shown in full
 */
record Secrets(List<String> tokens, String own) {
  private static final Pattern SIGNED =
      Pattern.compile("(https?:(?:\\\\?/){2}[^\\s\"'<>?]+\\?)[^\\s\"'<>]+");

  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)(sig|signature|token|credential|x-amz-[a-z-]+)=");

  String redacted(String text) {
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

  /** Whether it is an address of the API, and nothing signs it. */
  private boolean isOwn(String address) {
    return address.matches(Pattern.quote(own) + "[/?].*") && !SIGNATURE.matcher(address).find();
  }
}
