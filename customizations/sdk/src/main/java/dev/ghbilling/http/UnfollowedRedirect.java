package dev.ghbilling.http;

import java.io.IOException;

/** A redirect that is not followed, and would not be another time either. */
final class UnfollowedRedirect extends IOException {
  private static final long serialVersionUID = 1L;

  UnfollowedRedirect(String why) {
    super(why);
  }
}
