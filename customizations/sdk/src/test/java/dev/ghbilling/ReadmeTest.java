package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the README and of the SDK's document, as a reader pastes it. */
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("(?m)^class (\\w+) ");

  static List<String> examples() throws IOException {
    return JAVA.matcher(
            Files.readString(Path.of("../../README.md")) + Files.readString(Path.of("README.md")))
        .results()
        .map(example -> example.group(1))
        .toList();
  }

  @Test
  void readme_hasExamples() throws IOException {
    assertThat(examples()).hasSize(5).first().asString().contains("class QuickStart ");
  }

  @Regression(
      input = "the README's examples but the first",
      before = "fragments without imports, and the exceptions' package was nowhere",
      now = "each is a file that compiles")
  @ParameterizedTest
  @MethodSource("examples")
  void example_ofTheReadme_compiles(String example, @TempDir Path folder) throws IOException {
    Matcher name = NAME.matcher(example);
    assertThat(name.find()).as(example).isTrue();
    Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), example);

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      compiler
          .getTask(null, files, problems, options, null, files.getJavaFileObjects(source))
          .call();
    }

    assertThat(problems.getDiagnostics())
        .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
    assertThat(folder.resolve(name.group(1) + ".class")).exists();
  }
}
