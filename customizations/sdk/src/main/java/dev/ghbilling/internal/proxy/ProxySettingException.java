package dev.ghbilling.internal.proxy;

import java.io.IOException;

/** Thrown when nothing can be sent through a proxy before somebody changes a setting. */
public final class ProxySettingException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what to change
   */
  public ProxySettingException(String message) {
    super(message);
  }
}
