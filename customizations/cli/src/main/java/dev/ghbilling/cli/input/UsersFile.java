package dev.ghbilling.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.ghbilling.costcenters.Logins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file that lists users: one login per line, or CSV with a header that names the column of the
 * logins. Blank lines and comments, which begin with # at the start of a line or after a blank, are
 * ignored.
 */
public final class UsersFile {
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
  private static final char NONE = 0;
  private static final int LONGEST_KIB = 16 * 1024;

  /** The heading of a column of logins, in lower case and without what separates words. */
  private static final Pattern LOGIN_HEADING =
      Pattern.compile("(github)?(com)?(login|user|username|userlogin|handle|member)s?");

  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.ALLOW_COMMENTS)
          .build();

  private final Path file;
  private final Map<String, String> logins = new LinkedHashMap<>();

  /** The line that is read, from 1. */
  private int line = 1;

  private UsersFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the logins in the file's order, each once regardless of case.
   *
   * @throws WrongUsageException if the file can't be read, or one of its lines is neither a login
   *     nor a row with one; the message names the line
   */
  public static List<String> read(Path file) {
    UsersFile users = new UsersFile(file);
    users.read(TextFile.read(file, "--users-file", LONGEST_KIB));
    return List.copyOf(users.logins.values());
  }

  private void read(String text) {
    List<String> lines = text.lines().map(UsersFile::content).toList();
    String first = lines.stream().filter(line -> !line.isEmpty()).findFirst().orElse("");
    char separator = separator(first);
    if (separator == NONE) {
      readList(lines, isLoginHeading(first) ? lines.indexOf(first) + 1 : 0);
    } else {
      readTable(text, separator);
    }
  }

  private void readList(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      line = i + 1;
      if (!lines.get(i).isEmpty()) {
        add(unquoted(lines.get(i)));
      }
    }
  }

  /** Returns the line without a comment and the blanks around it. */
  private static String content(String line) {
    String text = line.replace('\u00A0', ' ').replace('\uFEFF', ' ');
    int comment = text.indexOf('#');
    while (comment > 0 && !Character.isWhitespace(text.charAt(comment - 1))) {
      comment = text.indexOf('#', comment + 1);
    }
    return (comment < 0 ? text : text.substring(0, comment)).strip();
  }

  private static String unquoted(String line) {
    boolean quoted = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
    return quoted ? line.substring(1, line.length() - 1) : line;
  }

  /** Returns the character that separates the columns of a header, or none for a list. */
  private static char separator(String first) {
    char found = NONE;
    for (char separator : SEPARATORS) {
      String[] cells = first.split(Pattern.quote(String.valueOf(separator)), -1);
      if (cells.length > 1 && Arrays.stream(cells).anyMatch(UsersFile::isLoginHeading)) {
        return separator;
      }
      found = found == NONE && cells.length > 1 ? separator : found;
    }
    return found;
  }

  private static boolean isLoginHeading(String cell) {
    String heading = cell.toLowerCase(Locale.ROOT).replaceAll("[ _.\"-]", "");
    return LOGIN_HEADING.matcher(heading).matches();
  }

  private void readTable(String text, char separator) {
    try (CsvParser parser = CSV.createParser(text)) {
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
      List<String> header = nextRow(parser);
      int column = loginColumn(header);
      Set<String> headings = new HashSet<>(header);
      for (List<String> row = nextRow(parser); !row.isEmpty(); row = nextRow(parser)) {
        if (row.size() == 1 && content(row.get(0)).isEmpty()) {
          continue;
        }
        if (row.size() > header.size() || row.size() <= column) {
          throw new WrongUsageException(
              "line %d of %s has %d columns where the header has %d"
                  .formatted(line, file, row.size(), header.size()));
        }
        if (headings.equals(new HashSet<>(row))) {
          throw new WrongUsageException(
              "line %d of %s repeats the header, as if two files were joined"
                  .formatted(line, file));
        }
        add(row.get(column));
      }
    } catch (JsonProcessingException e) {
      throw new WrongUsageException(
          "line %d of %s begins a row that is not CSV: %s"
              .formatted(line, file, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can't be read", e);
    }
  }

  /** Returns the next row; empty at the end. */
  private List<String> nextRow(CsvParser parser) throws IOException {
    List<String> row = new ArrayList<>();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      line = parser.currentLocation().getLineNr();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        row.add(parser.getText());
      }
    }
    return row;
  }

  private int loginColumn(List<String> header) {
    List<String> logins = header.stream().filter(UsersFile::isLoginHeading).toList();
    if (logins.size() == 1) {
      return header.indexOf(logins.get(0));
    }
    throw new WrongUsageException(
        "line %d of %s has %d columns, of which %s: write one login per line, or CSV with a header that calls one column login"
            .formatted(
                line,
                file,
                header.size(),
                logins.isEmpty()
                    ? "none is called login"
                    : "several may be the logins (%s)".formatted(String.join(", ", logins))));
  }

  private void add(String text) {
    if (isLoginHeading(text)) {
      throw new WrongUsageException(
          "line %d of %s is a heading, as if two files were joined: write @%s for a user of this login"
              .formatted(line, file, text.strip()));
    }
    try {
      String login = Logins.parse(text);
      logins.putIfAbsent(login.toLowerCase(Locale.ROOT), login);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(
          "line %d of %s is not a login: %s".formatted(line, file, e.getMessage()));
    }
  }
}
