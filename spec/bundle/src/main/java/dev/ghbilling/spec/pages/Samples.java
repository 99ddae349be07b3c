package dev.ghbilling.spec.pages;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sample calls of all operations in all languages. */
final class Samples {
  static final List<SampleLanguage> LANGUAGES =
      List.of(
          new SampleLanguage(
              "Java",
              "java",
              operationId -> Names.pascalCase(operationId) + ".java",
              JavaSample::source),
          new SampleLanguage(
              "curl", "shell", operationId -> operationId + ".sh", CurlSample::source),
          new SampleLanguage(
              "TypeScript",
              "typescript",
              operationId -> operationId + ".ts",
              TypeScriptSample::source),
          new SampleLanguage(
              "Python",
              "python",
              operationId -> Names.snakeCase(operationId) + ".py",
              PythonSample::source),
          new SampleLanguage("Go", "go", operationId -> operationId + ".go", GoSample::source));

  private Samples() {}

  /**
   * Writes a folder for each language, with a file for each operation, and deletes other files. A
   * file whose content is right already stays untouched, so that it isn't compiled again.
   */
  static void write(Contract contract, Path folder) throws IOException {
    for (SampleLanguage language : LANGUAGES) {
      Map<Path, String> sources = new TreeMap<>();
      Path files = Files.createDirectories(folder.resolve(language.id()));
      for (Operation operation : contract.operations()) {
        sources.put(
            files.resolve(language.fileName().apply(operation.id())),
            language.source().apply(SampleCall.of(contract, operation)));
      }
      try (Stream<Path> present = Files.list(files)) {
        for (Path file : present.filter(file -> !sources.containsKey(file)).toList()) {
          Files.delete(file);
        }
      }
      for (Map.Entry<Path, String> source : sources.entrySet()) {
        if (!Files.exists(source.getKey())
            || !Files.readString(source.getKey()).equals(source.getValue())) {
          Files.writeString(source.getKey(), source.getValue());
        }
      }
    }
  }
}
