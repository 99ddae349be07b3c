package dev.ghbilling.http;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The token: asked for per request, by one thread at a time, and kept out of every message. */
final class Secrets {
  private final Supplier<String> source;
  private final ReentrantLock lock = new ReentrantLock();

  /** No token of GitHub's is so short, and a short one may be part of any word. */
  private static final int SHORTEST = 8;

  private volatile String latest = "";

  Secrets(Supplier<String> source) {
    this.source = source;
  }

  /**
   * The token to send.
   *
   * @throws IllegalArgumentException when the source gives what can't be a token
   */
  String token() {
    lock.lock();
    try {
      latest = Tokens.require(source.get());
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** What the latest token's prefix tells. */
  Optional<TokenKind> kind() {
    return TokenKind.of(latest);
  }

  /** The text without the token in it. */
  String redact(String text) {
    String token = latest;
    return token.length() < SHORTEST ? text : text.replace(token, "[token]");
  }
}
