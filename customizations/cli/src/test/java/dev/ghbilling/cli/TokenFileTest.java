package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class TokenFileTest {
  @TempDir private Path temp;
  private Path file;

  @BeforeEach
  void privateFile() throws IOException {
    file = Files.createFile(temp.resolve("token"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Regression(
      input = "a token file with a byte order mark, in UTF-8 or UTF-16",
      before = "refused without a hint, or \"can't be read\"",
      now = "read")
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void tokenFile_withAByteOrderMark_isRead(Charset charset, Sandbox sandbox) throws IOException {
    Files.writeString(file, "\uFEFF" + CliRun.TOKEN + "\r\n", charset);

    CliRun run = run(sandbox);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Regression(
      input = "a token file that every user of the machine can read",
      before = "used without a word",
      now = "used, with one line of warning")
  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--"})
  void tokenFile_readableByAll_isWarnedOfOnce(String permissions, Sandbox sandbox)
      throws IOException {
    Files.writeString(file, CliRun.TOKEN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    CliRun run = run(sandbox);

    assertThat(run.errorLines())
        .containsExactly(
            "ghbilling: every user of this machine can read the token: chmod 600 " + file);
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rw-r-----"})
  void tokenFile_notReadableByAll_isReadSilently(String permissions, Sandbox sandbox)
      throws IOException {
    Files.writeString(file, CliRun.TOKEN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThat(run(sandbox).err()).isEmpty();
  }

  @Regression(
      input = "a token file with GH_TOKEN=..., export GH_TOKEN=..., quotes or anything else",
      before = "sent as it is, wherever it was only visible ASCII",
      now = "one line says what it looks like, with the file's name")
  @ParameterizedTest
  @CsvSource({
    "'', must not be empty",
    "' \n', must not be empty",
    "\uFEFF, must not be empty",
    "'ghp_one\nghp_two', 'is malformed: it has several words or lines'",
    "'GH_TOKEN=ghp_one\n', 'is malformed: it looks like an assignment (NAME=...)'",
    "'# a comment\nexport GH_TOKEN=ghp_one', 'is malformed: it looks like an assignment (NAME=...)'",
    "'\"ghp_one\"', 'is malformed: it is in quotes'",
    "t\u00F6ken, 'is malformed: it has characters that no token has'"
  })
  void tokenFile_withAnythingElse_isRefusedWithItsName(
      String content, String reason, Sandbox sandbox) throws IOException {
    Files.writeString(file, content);

    CliRun run = run(sandbox);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("--token-file " + file + ": the token " + reason)
        .doesNotContain("ghp_");
  }

  @Test
  void tokenFile_thatIsNoText_isRefused(Sandbox sandbox) throws IOException {
    Files.write(file, new byte[] {'g', 'h', (byte) 0xFF});

    assertThat(run(sandbox).errorLines())
        .singleElement()
        .asString()
        .contains("line 1 of " + file + " is not UTF-8: save the file as UTF-8");
  }

  @Test
  void tokenFile_withoutEnd_isRefused(Sandbox sandbox) {
    file = Path.of("/dev/zero");

    assertThat(run(sandbox).errorLines())
        .singleElement()
        .asString()
        .contains("--token-file must be at most 64 KiB: /dev/zero");
  }

  private CliRun run(Sandbox sandbox) {
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.remove("GITHUB_TOKEN");
    return CliRun.with(environment, "actions", "--token-file", file.toString());
  }
}
