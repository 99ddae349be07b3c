package dev.ghbilling.internal.proxy;

/**
 * The login at an HTTP proxy.
 *
 * @param user the user
 * @param password the password
 */
public record ProxyLogin(String user, String password) {
  @Override
  public String toString() {
    return "ProxyLogin[" + user + "]";
  }
}
