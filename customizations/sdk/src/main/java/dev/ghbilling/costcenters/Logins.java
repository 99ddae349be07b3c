package dev.ghbilling.costcenters;

import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for the logins of GitHub's users, which are compared without case. */
public final class Logins {
  private static final int MAX_LENGTH = 39;
  private static final String BOT = "[bot]";
  private static final int MAX_SHOWN = 60;

  /** A name, and perhaps the short code of an enterprise with managed users. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?");

  private Logins() {}

  /**
   * Returns the login that a text names, without blanks around it and without the @ of a mention.
   * For example, {@code " @octocat"} names {@code octocat}. A login is made of letters, digits and
   * single hyphens; {@code _SHORTCODE} may follow it, as for a managed user, or {@code [bot]}.
   *
   * @throws IllegalArgumentException when the text isn't a login
   */
  public static String parse(String text) {
    String bare = stripped(text);
    if (bare.isEmpty()) {
      throw new IllegalArgumentException("a login must not be blank");
    }
    String login = bare.startsWith("@") ? bare.substring(1) : bare;
    String name = login.endsWith(BOT) ? login.substring(0, login.length() - BOT.length()) : login;
    if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("a login must be 1 to %d letters, digits and single hyphens, optionally followed by"
                  + " _SHORTCODE or [bot], was %s")
              .formatted(MAX_LENGTH, shown(bare)));
    }
    return login;
  }

  /** Returns the text without what isn't seen around it, a byte order mark included. */
  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u200B'
        || character == '\uFEFF';
  }

  /** Returns a text for a message: on one line, and shortened. */
  static String shown(String text) {
    String start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    return start.replaceAll("\\p{C}", "\uFFFD");
  }

  /** Returns a name as it is for all spellings. */
  static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }
}
