package dev.ghbilling.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
   * @throws InterruptedIOException when another thread still waits for it at the call's end
   */
  String token() throws InterruptedIOException {
    lock(CurrentCall.get().timeLeft());
    try {
      latest = Tokens.require(source.get());
      return latest;
    } finally {
      lock.unlock();
    }
  }

  private void lock(Duration timeLeft) throws InterruptedIOException {
    try {
      if (!lock.tryLock(timeLeft.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("no token in the time allowed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the token");
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
