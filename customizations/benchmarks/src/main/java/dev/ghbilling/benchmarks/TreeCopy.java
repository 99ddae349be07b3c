package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** A source tree that may be changed, with what has been built of the contract and its client. */
final class TreeCopy {
  private static final Set<String> LEFT_OUT = Set.of(".git", "node_modules");
  private static final Set<Path> BUILT =
      Set.of(Path.of("spec/bundle/target"), Path.of("generated-client/target"));

  private TreeCopy() {}

  /** A new copy, in the place of the last one. */
  static Path of(Path tree, Path copy) throws IOException {
    delete(copy);
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path inTree = tree.relativize(folder);
            String name = String.valueOf(folder.getFileName());
            if (LEFT_OUT.contains(name) || (name.equals("target") && !BUILT.contains(inTree))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(inTree.toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                copy.resolve(tree.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return copy;
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
