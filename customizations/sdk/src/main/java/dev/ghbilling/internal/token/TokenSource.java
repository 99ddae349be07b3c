package dev.ghbilling.internal.token;

import java.io.InterruptedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A source of the bearer token that is asked by one thread at a time, even if clients share it. */
public final class TokenSource {
  private final Supplier<String> supplier;
  private final @Nullable String fixed;
  private final TurnLock turn = new TurnLock();

  /** Creates a source that asks the supplier for each request. */
  public TokenSource(Supplier<String> supplier) {
    this.supplier = supplier;
    this.fixed = null;
  }

  private TokenSource(String fixed) {
    this.supplier = () -> fixed;
    this.fixed = fixed;
  }

  /**
   * Returns a source of one fixed token, for which no thread waits.
   *
   * @param setting where the token is from, for the message
   * @throws IllegalArgumentException when the text can't be a token
   */
  public static TokenSource always(String setting, String token) {
    return new TokenSource(TokenSyntax.require(setting, token));
  }

  /**
   * Returns the current token.
   *
   * @throws IllegalArgumentException when the supplier gives null or a text that can't be a token
   * @throws InterruptedIOException when another thread still asks for it at the call's deadline
   */
  String token() throws InterruptedIOException {
    return fixed != null ? fixed : turn.run(() -> require(supplier.get()));
  }

  private static String require(@Nullable String supplied) {
    if (supplied == null) {
      throw new IllegalArgumentException("the supplier of tokens returned null instead of a token");
    }
    return TokenSyntax.require("the token", supplied);
  }
}
