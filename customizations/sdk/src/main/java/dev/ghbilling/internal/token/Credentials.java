package dev.ghbilling.internal.token;

import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The token to send, and the redaction of every token that was sent lately. */
public final class Credentials {
  /** Longer texts are cut before they are searched. No text of GitHub's comes near. */
  private static final int LONGEST = 64 * 1024;

  /** A response may quote a token that has been replaced since. */
  private static final int REMEMBERED = 8;

  /** GitHub's tokens are longer, and a short text may be part of any word. */
  private static final int SHORTEST = 8;

  /** GitHub's tokens by their prefixes, and any JSON web token. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}|eyJ[A-Za-z0-9_-]{8,500}+\\.[A-Za-z0-9_.-]+");

  // Both are linear in the length of the text, which is the server's.
  private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s\"'<>]*+");
  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)(?:sig|signature|token|credential)=|x-amz-");

  private final TokenSource source;

  /** The newest first. */
  private volatile List<String> recent = List.of();

  /** Creates credentials without any token yet. */
  public Credentials(TokenSource source) {
    this.source = source;
  }

  /**
   * Returns the token to send, and remembers it for redaction.
   *
   * @throws IllegalArgumentException when the source gives a text that can't be a token
   * @throws InterruptedIOException when the source doesn't give one before the call's deadline
   */
  public String token() throws InterruptedIOException {
    String token = source.token();
    List<String> known = recent;
    if (known.isEmpty() || !known.get(0).equals(token)) {
      remember(token);
    }
    return token;
  }

  private synchronized void remember(String token) {
    recent =
        Stream.concat(Stream.of(token), recent.stream().filter(old -> !old.equals(token)))
            .limit(REMEMBERED)
            .toList();
  }

  /**
   * Returns the text with every token and the query of every signed URL replaced; only its
   * beginning if it has more than 64 Ki characters.
   */
  public String redact(String text) {
    return redact(text, LONGEST);
  }

  /** Returns the redacted text, or its beginning if it has more characters than that. */
  public String redact(String text, int longest) {
    return text.length() <= longest
        ? redactWhole(text)
        : redactStart(text.substring(0, longest)) + "...";
  }

  /** Redacts the beginning of a longer text, at whose end a token may be cut off. */
  public String redactStart(String start) {
    String redacted = redactWhole(start);
    for (String token : longestFirst()) {
      for (int length = token.length() - 1; length >= SHORTEST; length--) {
        if (redacted.endsWith(token.substring(0, length))) {
          return redacted.substring(0, redacted.length() - length) + "[token]";
        }
      }
    }
    return redacted;
  }

  private String redactWhole(String text) {
    String redacted = text;
    for (String token : longestFirst()) {
      redacted = redacted.replace(token, "[token]");
    }
    redacted = TOKEN.matcher(redacted).replaceAll("[token]");
    return URL.matcher(redacted).replaceAll(url -> Matcher.quoteReplacement(unsigned(url.group())));
  }

  /** Returns the tokens to look for, since one may be the beginning of another. */
  private List<String> longestFirst() {
    return recent.stream()
        .filter(token -> token.length() >= SHORTEST)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  /** Withholds the query of a signed URL, which grants access to anybody who has it. */
  private static String unsigned(String url) {
    int query = url.indexOf('?') + 1;
    boolean signed = query > 0 && SIGNATURE.matcher(url).region(query, url.length()).find();
    return signed ? url.substring(0, query) + "[withheld]" : url;
  }
}
