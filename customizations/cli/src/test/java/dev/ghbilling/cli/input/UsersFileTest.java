package dev.ghbilling.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {
  private Path file = Path.of("");

  @BeforeEach
  void nameFile(@TempDir Path folder) {
    file = folder.resolve("users");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann\nbob\n",
        "ann\rbob",
        "\uFEFFann\r\n bob \r\n",
        "# the team\n\nann # new, since May\n\u00A0\n@bob\nANN\n",
        "\"ann\"\nbob",
        "login\nann\nbob\n",
        "GitHub username\nann\nbob\n",
        "login,name\nann,Ann A\nbob,Bob B\n",
        "\uFEFF# team\r\nname;Login\r\n\"A; Ann\";ann\r\nB;bob\r\n",
        "name\tusername\nAnn\tann\n\nBob\t@bob\n",
        "\"name\",\"github_com_login\"\n\"Ann,\nof the team\",ann\n# gone\nBob,bob\n",
        "login,name,note\nann\nbob,Bob\n",
        "ann\r\nbob\rANN\nann",
        "login,name\rann,A\r\nbob,B\n",
        "login,\nann,\nbob,\n",
        "login,name\nann,A\n  \n\t\nbob,B\n\u00A0\n",
        "ann #1\nbob\t#2"
      })
  @Regression(
      input = "a users file that is CSV with a header, for example login,name",
      before = "each line was taken for a login",
      now = "the column of the logins is read")
  void read_listOrCsv_returnsLogins(String text) throws IOException {
    assertThat(read(text, StandardCharsets.UTF_8)).containsExactly("ann", "bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  @Regression(
      input = "a users file in UTF-16, as spreadsheets save it",
      before = "can't be read",
      now = "is read")
  void read_utf16_returnsLogins(String charset) throws IOException {
    for (String text :
        List.of("ann\r\nbob\r\n", "\uFEFFann\r\nbob", "\uFEFFname\tlogin\r\nÄnn\tann\r\nB\tbob")) {
      assertThat(read(text, Charset.forName(charset))).containsExactly("ann", "bob");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann,bob,eve | line 1 of FILE has 3 columns, of which none is called login",
        "ann\\nbob,eve | line 2 of FILE is not a login: a login must be 1 to 39 letters",
        "ann\\n bob \\n# c\\n@carl\\n\"dora\"\\nlogin,email\\neve@acme.com | line 6 of FILE is not a login",
        "ann\\ntwo words | line 2 of FILE is not a login",
        "ann\\nann@example.com | line 2 of FILE is not a login",
        "ann\\n-bob | line 2 of FILE is not a login",
        "name,email\\nann,a@b | line 1 of FILE has 2 columns, of which none is called login",
        "login,username\\nann,bob | line 1 of FILE has 2 columns, of which several may be the logins (login, username)",
        "login,name\\nann,A\\n,B | line 3 of FILE is not a login: a login must not be blank",
        "login,name\\nAdams,Ann,ann | line 2 of FILE has 3 columns where the header has 2",
        "name,login\\n\"Ann\\nA\",ann\\nBob | line 4 of FILE has 1 columns where the header has 2",
        "login,name\\nann,\"Ann\\nbob,Bob | line 2 of FILE begins a row that is not CSV",
        "{\"users\": [\"ann\"]} | line 1 of FILE is not a login",
        "<html>\\nann | line 1 of FILE is not a login",
        "ann#1234\\nbob | line 1 of FILE is not a login",
        "ann,\\nbob, | line 1 of FILE has 2 columns, of which none is called login",
        "ann\\nbob, | line 2 of FILE is not a login",
        "login;name\\nann,Ann | line 2 of FILE is not a login",
        "login,name,login\\nann,A,eve | line 1 of FILE has 3 columns, of which several may be the logins",
        "login,name\\nann,A\\nlogin,name\\nbob,B | line 3 of FILE repeats the header",
        "login,name\\nann,A\\nname,login\\nB,bob | line 3 of FILE repeats the header",
        "login,name\\nann,A\\nusername,mail\\nB,bob | line 3 of FILE is a heading",
        "ann\\nLogin\\nbob | line 2 of FILE is a heading, as if two files were joined: write @Login",
        "ann\\u0000\\nbob | line 1 of FILE has a NUL character: it is not a text file",
        "login,name\\nann,A\\nbob,B\\u0000b | line 3 of FILE has a NUL character"
      })
  @Regression(
      input = "a users file with a line that isn't a login, such as ann,bob,eve",
      before = "sent as a login, and those who are meant were removed",
      now = "refused with the number of the line")
  void read_somethingElse_namesTheLine(String text, String message) throws IOException {
    Files.writeString(file, text.replace("\\n", "\n").replace("\\u0000", "\0"));

    assertThatExceptionOfType(WrongUsageException.class)
        .isThrownBy(() -> UsersFile.read(file))
        .withMessageStartingWith(message.replace("FILE", file.toString()));
  }

  @Test
  void read_notUtf8_namesTheLine() throws IOException {
    Files.write(file, "login,name\nann,Ann\nbob,B\u00F6b\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(WrongUsageException.class)
        .isThrownBy(() -> UsersFile.read(file))
        .withMessage("line 3 of %s is not UTF-8: save the file as UTF-8", file);
  }

  @Test
  void read_userNamedLikeAHeading_isAMention() throws IOException {
    assertThat(read("ann\n@login\n", StandardCharsets.UTF_8)).containsExactly("ann", "login");
    assertThat(read("login,name\n@user,U\n", StandardCharsets.UTF_8)).containsExactly("user");
  }

  @Test
  void read_headerOnly_isEmpty() throws IOException {
    assertThat(read("login,name\n", StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void read_binaryFile_isRefused() throws IOException {
    for (String start :
        List.of("504B0304140006", "89504E470D0A1A0A0000", "FFFE00006100000062", "7F454C46020101")) {
      Files.write(file, HexFormat.of().parseHex(start));

      assertThatExceptionOfType(WrongUsageException.class)
          .isThrownBy(() -> UsersFile.read(file))
          .withMessageStartingWith("line 1 of " + file);
    }
  }

  @Test
  void read_millionLines_returnsAll() throws IOException {
    String lines =
        IntStream.range(0, 1_000_000).mapToObj(i -> "u" + i).collect(Collectors.joining("\n"));
    assertThat(read(lines, StandardCharsets.UTF_8)).hasSize(1_000_000);
    assertThat(read("login;\n" + lines.replace("\n", ";\n"), StandardCharsets.UTF_8))
        .hasSize(1_000_000);
  }

  @Test
  void read_hugeFile_isRefused() throws IOException {
    Files.write(file, new byte[16 * 1024 * 1024 + 1]);

    assertThatExceptionOfType(WrongUsageException.class)
        .isThrownBy(() -> UsersFile.read(file))
        .withMessage("--users-file must be at most 16384 KiB: %s", file);
  }

  private List<String> read(String text, Charset charset) throws IOException {
    Files.write(file, text.getBytes(charset));
    return UsersFile.read(file);
  }
}
