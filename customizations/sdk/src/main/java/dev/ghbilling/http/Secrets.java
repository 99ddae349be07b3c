package dev.ghbilling.http;

import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tokens that were in use lately, to be kept out of every message. */
final class Secrets {
  /** An answer may quote a token that another one has replaced since. */
  private static final int REMEMBERED = 8;

  /** No token of GitHub's is so short, and a short one may be part of any word. */
  private static final int SHORTEST = 8;

  /** GitHub's tokens, and JSON web tokens, whosever they are. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_.-]+");

  /** The query of an address that opens what it leads to, whoever has it. */
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?i)(https?://[^\\s\"'<>?\\\\]*\\?)"
              + "[^\\s\"'<>]*(?:sig|signature|token|credential|x-amz-[a-z-]+)=[^\\s\"'<>]*");

  private final TokenSource source;

  /** The newest one first. */
  private volatile List<String> recent = List.of();

  Secrets(TokenSource source) {
    this.source = source;
  }

  /**
   * The token to send.
   *
   * @throws IllegalArgumentException when the source gives what can't be a token
   * @throws InterruptedIOException when there is none in the call's time
   */
  String token() throws InterruptedIOException {
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

  /** The text without a token in it, and without what signs an address. */
  String redact(String text) {
    // The longer ones first: one may begin with another.
    List<String> tokens =
        recent.stream()
            .filter(token -> token.length() >= SHORTEST)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String redacted = text;
    for (String token : tokens) {
      redacted = redacted.replace(token, "[token]");
    }
    redacted = TOKEN.matcher(redacted).replaceAll("[token]");
    return SIGNED.matcher(redacted).replaceAll("$1[withheld]");
  }
}
