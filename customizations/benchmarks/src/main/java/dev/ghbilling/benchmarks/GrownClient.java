package dev.ghbilling.benchmarks;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The client of a contract that has grown, generated and compiled in a copy of the source tree. */
final class GrownClient {
  private static final String INTERFACES = "dev/ghbilling/client/api";

  private final Path tree;

  GrownClient(Path tree) {
    this.tree = tree;
  }

  /**
   * Builds it.
   *
   * @return seconds, from the start of Maven to its end
   * @throws IOException when it can't be built, or what was compiled doesn't have the contract's
   *     operations and no others
   */
  double build(CopiedContract contract) throws IOException, InterruptedException {
    // Within the copy, or the build doesn't see that its contract is another one.
    Path grown = tree.resolve("grown.json");
    Files.copy(contract.json(), grown, StandardCopyOption.REPLACE_EXISTING);
    ProcessBuilder maven =
        new ProcessBuilder(
            "mvn",
            "-B",
            "-q",
            "-Dcontract.bundle=" + tree.relativize(grown),
            "-Dmaven.test.skip=true",
            "-pl",
            "generated-client",
            "-am",
            "compile");
    maven.directory(tree.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    double seconds = Stopwatch.seconds(maven);
    requireOperations(contract, compiled(tree.resolve("generated-client/target/classes")));
    return seconds;
  }

  static void requireOperations(CopiedContract contract, Set<String> compiled) throws IOException {
    Set<String> written =
        Contract.read(contract.json()).operations().stream()
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!compiled.equals(written)) {
      throw new IOException(
          "the compiled client has %d operations, and its contract %d, or others"
              .formatted(compiled.size(), written.size()));
    }
  }

  /** The operations that compiled interfaces have, of whichever build they are. */
  static Set<String> compiled(Path classes) throws IOException {
    Set<String> operations = new TreeSet<>();
    try (URLClassLoader loader = new URLClassLoader(urls(classes), null);
        Stream<Path> files = Files.list(classes.resolve(INTERFACES))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.contains("$")) {
          Class<?> type =
              loader.loadClass(
                  INTERFACES.replace('/', '.') + "." + name.replaceFirst("[.]class$", ""));
          operations.addAll(
              ((Map<?, ?>) type.getField("TRAITS").get(null))
                  .keySet().stream().map(String::valueOf).toList());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException("what was compiled can't be read", e);
    }
    return operations;
  }

  /** The classes, before all that the client of this module's own class path needs. */
  private static URL[] urls(Path classes) throws MalformedURLException {
    List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry :
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
