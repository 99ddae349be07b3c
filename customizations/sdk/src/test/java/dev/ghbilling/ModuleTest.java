package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module of the SDK, as the compiler sees it for an application's module. */
class ModuleTest {
  @TempDir Path folder;

  @Test
  void application_thatUsesPublicPackages_compiles() throws IOException {
    assertThat(
            errors(
                "dev.ghbilling.GitHubBilling",
                "dev.ghbilling.app.InstallationToken",
                "dev.ghbilling.call.RetryPolicy",
                "dev.ghbilling.error.GitHubBillingException",
                "dev.ghbilling.client.model.UsageItem"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.ghbilling.internal.call.ApiClients",
        "dev.ghbilling.internal.json.JsonDecoder",
        "dev.ghbilling.internal.time.Deadline",
        "dev.ghbilling.internal.token.Credentials",
        "dev.ghbilling.internal.transport.OkHttpTransport",
        "dev.ghbilling.internal.uri.BaseUrl"
      })
  void application_thatUsesAnInternalPackage_isRefused(String type) throws IOException {
    assertThat(errors(type)).singleElement().asString().contains("is not visible");
  }

  /** Returns the libraries of an application at run time, without those of tests. */
  private static String modulePath() {
    Pattern ofTests = Pattern.compile("test-classes|/spec/|/testkit/|jazzer|junit|archunit");
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !ofTests.matcher(Path.of(entry).toString()).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> errors(String... types) throws IOException {
    StringBuilder source = new StringBuilder("package app;\nclass App {\n");
    for (int i = 0; i < types.length; i++) {
      source.append("  ").append(types[i]).append(" used").append(i).append(";\n");
    }
    Path app = Files.createDirectories(folder.resolve("app")).resolve("App.java");
    Files.writeString(app, source.append("}\n"));
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"), "module app {\n  requires dev.ghbilling;\n}\n");
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(problems, null, null)) {
      List<String> options =
          List.of("-proc:none", "-d", folder.toString(), "--module-path", modulePath());
      ToolProvider.getSystemJavaCompiler()
          .getTask(null, files, problems, options, null, files.getJavaFileObjects(app, module))
          .call();
    }
    return problems.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(problem -> problem.getMessage(null))
        .toList();
  }
}
