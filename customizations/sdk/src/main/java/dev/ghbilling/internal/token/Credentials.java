package dev.ghbilling.internal.token;

import dev.ghbilling.internal.text.Redaction;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The token to send, and the redaction of every token that was sent lately. */
public final class Credentials {
  /** Longer texts are cut before they are searched. No text of GitHub's comes near. */
  private static final int LONGEST = 64 * 1024;

  /** A response may quote a token that has been replaced since. */
  private static final int REMEMBERED = 8;

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
   * Returns the text with every token and every other secret replaced; only its beginning if it has
   * more than 64 Ki characters.
   */
  public String redact(String text) {
    return redact(text, LONGEST);
  }

  /** Returns the redacted text, or its beginning if it has more characters than that. */
  public String redact(String text, int longest) {
    return text.length() <= longest
        ? Redaction.of(text, recent)
        : redactStart(text.substring(0, longest)) + "...";
  }

  /** Redacts the beginning of a longer text, at whose end a token may be cut off. */
  public String redactStart(String start) {
    return Redaction.ofStart(start, recent);
  }
}
