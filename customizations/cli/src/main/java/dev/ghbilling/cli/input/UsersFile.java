package dev.ghbilling.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A file with one login per line. Blank lines and comments, which begin with #, are ignored. */
public final class UsersFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private UsersFile() {}

  /**
   * Reads the logins in the file's order, each once regardless of case.
   *
   * @throws WrongUsageException if the file can't be read or a line isn't a login
   */
  public static List<String> read(Path file) {
    Map<String, String> logins = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String login = lines.get(i).replace(BYTE_ORDER_MARK, "").replaceFirst("#.*", "").strip();
      if (login.matches(".*\\s.*")) {
        throw new WrongUsageException(
            "line %d of %s is not a login: write one login per line".formatted(i + 1, file));
      }
      if (!login.isEmpty()) {
        logins.putIfAbsent(login.toLowerCase(Locale.ROOT), login);
      }
    }
    return new ArrayList<>(logins.values());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new WrongUsageException("--users-file can't be read: " + file);
    }
  }
}
