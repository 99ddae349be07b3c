package dev.ghbilling.internal.transport;

import java.io.IOException;

/** A redirect that isn't followed. Sending the request again would end the same way. */
public final class UnfollowedRedirectException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfollowedRedirectException(String message) {
    super(message);
  }
}
