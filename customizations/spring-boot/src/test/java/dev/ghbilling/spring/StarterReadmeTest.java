package dev.ghbilling.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The guide, whose code is the example's. */
final class StarterReadmeTest {
  static List<String> examples() throws IOException {
    return blocks("java");
  }

  @Test
  void readme_hasExamples() throws IOException {
    assertThat(examples()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void code_isAFileOfTheExampleWithoutItsPackage(String code) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("example/src"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .extracting(StarterReadmeTest::text)
          .extracting(text -> text.replaceFirst("^package .*\n\n", ""))
          .contains(code);
    }
  }

  @Test
  void properties_ofTheFirstTask_makeAClient(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "github_pat_of_a_test");
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(GitHubBillingAutoConfiguration.class))
        .withPropertyValues(
            blocks("properties")
                .get(0)
                .replace("file:/run/secrets/github-token", "file:" + token)
                .split("\n"))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(GitHubBilling.class));
  }

  private static List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(text(Path.of("README.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
