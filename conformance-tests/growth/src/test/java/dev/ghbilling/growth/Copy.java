package dev.ghbilling.growth;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A copy of the repository's sources, without build output. */
final class Copy {
  private static final Set<String> BUILD_OUTPUT =
      Set.of("target", "node_modules", "__pycache__", ".git");

  private final Path folder;
  private final Map<String, String> copied;

  private Copy(Path folder) throws IOException {
    this.folder = folder;
    this.copied = checksums(folder);
  }

  /** Copies all sources and deletes what was in the directory before. */
  static Copy of(Path original, Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    for (Path file : files(original)) {
      Path to = folder.resolve(original.relativize(file).toString());
      Files.createDirectories(to.resolveSibling("."));
      Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
    return new Copy(folder);
  }

  Path folder() {
    return folder;
  }

  Path resolve(String path) {
    return folder.resolve(path);
  }

  String text(String path) throws IOException {
    return Files.readString(resolve(path));
  }

  /** Returns the paths of files that were added, deleted or changed since they were copied. */
  Set<String> differences() throws IOException {
    Map<String, String> now = checksums(folder);
    Set<String> all = new TreeSet<>(copied.keySet());
    all.addAll(now.keySet());
    all.removeIf(path -> Objects.equals(copied.get(path), now.get(path)));
    return all;
  }

  /** Runs a command in the copy. */
  Finished run(String... command) throws IOException, InterruptedException {
    return Finished.of(process(command));
  }

  /** Runs Maven in the copy, with the settings and the local repository of the current build. */
  Finished maven(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** Prepares a command to run in the copy with the Java and the Maven of this build. */
  ProcessBuilder process(String... command) {
    ProcessBuilder process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    String maven = Path.of(System.getProperty("maven.home"), "bin").toString();
    process
        .environment()
        .merge("PATH", maven, (path, bin) -> bin + System.getProperty("path.separator") + path);
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process
        .environment()
        .merge(
            "MAVEN_OPTS",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
            (own, more) -> own + " " + more);
    // Otherwise Maven would take this build's root directory for that of the copy.
    process.environment().remove("MAVEN_BASEDIR");
    process.environment().remove("MAVEN_PROJECTBASEDIR");
    return process;
  }

  private static Map<String, String> checksums(Path folder) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (Path file : files(folder)) {
      checksums.put(folder.relativize(file).toString(), checksum(file));
    }
    return checksums;
  }

  private static String checksum(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, though every JDK must have it", e);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return BUILD_OUTPUT.contains(folder.getFileName().toString()) && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
