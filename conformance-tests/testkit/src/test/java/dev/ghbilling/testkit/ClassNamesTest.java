package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Looks at the whole repository: one name, one class, in whatever module. */
class ClassNamesTest {
  private static final Path ROOT = Path.of(System.getProperty("root.dir"));
  private static final Set<String> OF_EVERY_PACKAGE = Set.of("package-info", "module-info");

  @Test
  void sourceFiles_ofAllModules_haveDifferentNames() throws IOException {
    Map<String, List<Path>> files = sourceFiles();
    assertThat(files).as("the files below " + ROOT).containsKey("ClassNamesTest");

    files.keySet().removeAll(OF_EVERY_PACKAGE);
    files.values().removeIf(namesakes -> namesakes.size() == 1);
    assertThat(files).as("classes with the same name").isEmpty();
  }

  /** The repository's files of Java by the class in each, those that the build makes left out. */
  private static Map<String, List<Path>> sourceFiles() throws IOException {
    Map<String, List<Path>> files = new TreeMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean made = name.equals("target") || name.equals("node_modules");
            boolean hidden = name.startsWith(".") && !folder.equals(ROOT);
            return made || hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".java")) {
              files
                  .computeIfAbsent(name.replace(".java", ""), unused -> new ArrayList<>())
                  .add(ROOT.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
