package dev.ghbilling.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A file with one login a line; blank lines and what follows a # don't count. */
final class UsersFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private UsersFile() {}

  /** Each login once, in the file's order. */
  static List<String> read(Path file) {
    Map<String, String> logins = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String login = lines.get(i).replace(BYTE_ORDER_MARK, "").replaceFirst("#.*", "").strip();
      if (login.matches(".*\\s.*")) {
        throw new WrongUsageException("not a login in line %d of %s".formatted(i + 1, file));
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
      throw new WrongUsageException("the file of users can't be read: " + file);
    }
  }
}
