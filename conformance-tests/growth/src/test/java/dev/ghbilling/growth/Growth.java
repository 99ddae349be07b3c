package dev.ghbilling.growth;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An addition to a contract: a fragment of an OpenAPI document, and examples. */
final class Growth {
  private final Path folder;

  /**
   * Creates an addition.
   *
   * @param folder the directory with {@code growth.yaml} and {@code examples}
   */
  Growth(Path folder) {
    this.folder = folder;
  }

  /**
   * Merges the addition into the contract in a directory, and changes nothing outside of it.
   *
   * @return the ids of the operations that are added or changed
   */
  List<String> applyTo(Path spec) throws IOException {
    Path contract = spec.resolve("openapi.yaml");
    Object tree = read(contract);
    Object part = read(folder.resolve("growth.yaml"));
    merge(part, tree);
    try (Writer writer = Files.newBufferedWriter(contract)) {
      new Yaml().dump(tree, writer);
    }
    try (Stream<Path> examples = Files.list(folder.resolve("examples"))) {
      for (Path example : examples.toList()) {
        Files.copy(example, spec.resolve("examples").resolve(example.getFileName().toString()));
      }
    }
    return operations(part, tree);
  }

  private static List<String> operations(Object part, Object whole) {
    List<String> ids = new ArrayList<>();
    Map<?, ?> paths = at(whole, "paths");
    for (Map.Entry<?, ?> item : at(part, "paths").entrySet()) {
      for (Object method : ((Map<?, ?>) item.getValue()).keySet()) {
        if (!method.equals("parameters")) {
          Map<?, ?> operation = at(at(paths, item.getKey()), method);
          ids.add(String.valueOf(operation.get("operationId")));
        }
      }
    }
    return ids;
  }

  private static Map<?, ?> at(Object node, Object key) {
    return (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) node).get(key));
  }

  private static Object read(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(options)).load(reader);
    }
  }

  @SuppressWarnings("unchecked")
  private static void merge(Object part, Object whole) {
    for (Map.Entry<Object, Object> entry : ((Map<Object, Object>) part).entrySet()) {
      Object key = entry.getKey();
      Object value = entry.getValue();
      Object there =
          whole instanceof List<?> list
              ? list.get((Integer) key)
              : ((Map<Object, Object>) whole).putIfAbsent(key, value);
      if (there instanceof List<?> list && value instanceof List<?> more) {
        ((List<Object>) list).addAll(more);
      } else if (there != null) {
        merge(value, there);
      }
    }
  }
}
