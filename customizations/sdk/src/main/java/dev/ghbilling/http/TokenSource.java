package dev.ghbilling.http;

import java.io.InterruptedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives the bearer token, asked for it by one thread at a time, whichever clients share it. */
public final class TokenSource {
  private final Supplier<String> supplier;
  private final @Nullable String fixed;
  private final OneAtATime turn = new OneAtATime();

  /** The token that the supplier gives at the time. */
  public TokenSource(Supplier<String> supplier) {
    this.supplier = supplier;
    this.fixed = null;
  }

  private TokenSource(String fixed) {
    this.supplier = () -> fixed;
    this.fixed = fixed;
  }

  /**
   * Always the same token, for which no thread waits.
   *
   * @throws IllegalArgumentException when it can't be a token
   */
  public static TokenSource always(String token) {
    return new TokenSource(Tokens.require(token));
  }

  /**
   * The token as it is now.
   *
   * @throws IllegalArgumentException when the supplier gives what can't be a token
   * @throws InterruptedIOException when another thread still waits for it at the call's end
   */
  String token() throws InterruptedIOException {
    return fixed != null ? fixed : turn.run(() -> Tokens.require(supplier.get()));
  }
}
