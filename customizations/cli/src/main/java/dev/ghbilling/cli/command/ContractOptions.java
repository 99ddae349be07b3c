package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.OpenEnumeration;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Violation;
import feign.Param;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that stand for the parameters of queries, or for the properties of a body. Their names,
 * types, descriptions and bounds are the contract's, so that a new parameter is a new option.
 */
final class ContractOptions {
  /** The parameters that the SDK sets, which reads all pages, or {@link UsagePeriod}. */
  private static final Set<String> OTHERS = Set.of("page", "per_page", "year", "month", "day");

  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private ContractOptions() {}

  /**
   * A parameter or a property with its option.
   *
   * @param component the component of the generated record
   * @param path where the property is in the body; the parameter's name alone in a query
   * @param place returns the parameter or the property as it stands in the contract
   */
  private record Setting(
      RecordComponent component, List<String> path, OptionSpec option, Supplier<JsonNode> place) {
    @Nullable Object value() {
      return option.getValue();
    }

    /** Returns what a parameter selects. */
    Selects selects() {
      JsonNode node = place.get();
      return Selects.of(Parameter.of(node, node.path("schema"))).orElseThrow();
    }

    /** Returns a value as the builder takes it. */
    Object converted(Object value) {
      return component.getType().isInstance(value)
          ? value
          : ResultJson.to(component.getType(), ResultJson.of(value));
    }

    /** Requires that a number is within the contract's bounds. */
    void requireValid(Object value) {
      if (!(value instanceof Number number)) {
        return;
      }
      JsonNode node = place.get();
      List<Violation> violations =
          Contract.bundled()
              .violations(node.has("schema") ? node.path("schema") : node, ResultJson.of(number));
      if (!violations.isEmpty()) {
        throw new WrongUsageException(
            "%s is not valid, was %s: %s"
                .formatted(option.longestName(), number, violations.get(0).reason()));
      }
    }
  }

  /** Returns options for the parameters of several operations' queries, each once. */
  @SafeVarargs
  static ContractOptions ofQueries(Class<? extends Record>... queries) {
    ContractOptions options = new ContractOptions();
    for (Class<? extends Record> query : queries) {
      for (RecordComponent component : query.getRecordComponents()) {
        String name = component.getAccessor().getAnnotation(Param.class).value();
        if (!OTHERS.contains(name)) {
          options.add(
              component, List.of(name), false, () -> parameter(operation(query), name).node());
        }
      }
    }
    return options;
  }

  /**
   * Returns options for the properties of a body. A flag that the body requires is false, and a
   * list empty, when it isn't given.
   */
  static ContractOptions ofBody(Class<? extends Record> body) {
    ContractOptions options = new ContractOptions();
    options.addProperties(body, List.of());
    return options;
  }

  private void addProperties(Class<?> body, List<String> within) {
    for (RecordComponent component : body.getRecordComponents()) {
      JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
      if (property == null || component.getType().equals(Map.class)) {
        continue;
      }
      String name = property.value();
      List<String> path = new ArrayList<>(within);
      path.add(name);
      boolean required = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (component.getType().isRecord() && !OpenEnumeration.is(component.getType())) {
        addProperties(component.getType(), path);
      } else {
        add(
            component,
            List.copyOf(path),
            required,
            () ->
                Contract.bundled()
                    .document()
                    .at(
                        "/components/schemas/%s/properties/%s"
                            .formatted(body.getSimpleName(), name)));
      }
    }
  }

  private void add(
      RecordComponent component, List<String> path, boolean required, Supplier<JsonNode> place) {
    String name = optionName(path.get(path.size() - 1));
    settings.computeIfAbsent(
        name, unknown -> new Setting(component, path, option(name, component, required), place));
  }

  private static OptionSpec option(String name, RecordComponent component, boolean required) {
    OptionSpec.Builder option = OptionSpec.builder("--" + name);
    Class<?> type = component.getType();
    if (type.equals(boolean.class) || type.equals(Boolean.class)) {
      return option
          .type(Boolean.class)
          .arity("0")
          .negatable(true)
          .initialValue(required ? false : null)
          .build();
    }
    if (List.class.isAssignableFrom(type)) {
      return option
          .type(List.class)
          .auxiliaryTypes(String.class)
          .splitRegex(",")
          .paramLabel("A,B")
          .initialValue(required ? List.of() : null)
          .build();
    }
    if (OpenEnumeration.is(type)) {
      return option
          .type(type)
          .converters(text -> OpenEnumeration.of(type, text))
          .paramLabel(paramLabel(name))
          .required(required)
          .build();
    }
    boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
    return option
        .type(
            number
                ? (type.equals(long.class) || type.equals(Long.class) ? Long.class : Integer.class)
                : String.class)
        .paramLabel(number ? "N" : paramLabel(name))
        .required(required)
        .build();
  }

  private static String paramLabel(String option) {
    return option.substring(option.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
  }

  /** Returns an option's name: {@code --user} is taken for the account. */
  private static String optionName(String property) {
    return property.equals("user")
        ? "login"
        : property.replaceFirst("^budget_", "").replaceFirst("_id$", "").replace('_', '-');
  }

  /** Returns the operation whose query this is, such as {@code getUsageSummary}. */
  private static String operation(Class<? extends Record> query) {
    String name = query.getSimpleName().replaceFirst("Query$", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  static Parameter parameter(String operation, String name) {
    return Contract.bundled().operation(operation).orElseThrow().parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Adds the options to a command, and returns it. */
  CommandLine addedTo(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    settings.values().forEach(setting -> command.addOption(setting.option()));
    command.resourceBundle(
        new ContractText(
            settings.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().place()))));
    return line;
  }

  /**
   * Sets the options that were given in the builder of a query.
   *
   * @throws WrongUsageException when the query doesn't have one of them, or a number is outside of
   *     the contract's bounds
   */
  void set(Object query) {
    for (Setting setting : settings.values()) {
      Object value = setting.value();
      if (value != null) {
        setting.requireValid(value);
        if (!set(query, setting.component().getName(), setting.converted(value))) {
          throw new WrongUsageException(
              "%s isn't possible for this kind of account: GitHub has no such filter there"
                  .formatted(setting.option().longestName()));
        }
      }
    }
  }

  /** Sets a component in a builder, and returns whether there is such a component. */
  static boolean set(Object query, String component, @Nullable Object value) {
    Optional<Method> setter =
        Arrays.stream(query.getClass().getMethods())
            .filter(method -> method.getName().equals(component))
            .findFirst();
    try {
      if (setter.isPresent()) {
        setter.get().invoke(query, value);
      }
      return setter.isPresent();
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the generated builder can't be called: " + setter, e);
    }
  }

  /** Returns the body with what was given. */
  <T> T body(Class<T> type) {
    ObjectNode body = ResultJson.object();
    for (Setting setting : settings.values()) {
      Object value = setting.value();
      if (value != null) {
        setting.requireValid(value);
        ObjectNode within = body;
        for (String name : setting.path().subList(0, setting.path().size() - 1)) {
          within = within.withObjectProperty(name);
        }
        within.set(setting.path().get(setting.path().size() - 1), ResultJson.of(value));
      }
    }
    return ResultJson.to(type, body);
  }

  /** Returns the options that were given and select by a property of what is listed. */
  Map<String, String> ofItems(Class<? extends Record> item) {
    Map<String, String> given = new LinkedHashMap<>();
    settings.forEach(
        (name, setting) -> {
          if (setting.value() != null && Columns.of(item).contains(name)) {
            given.put(name, setting.value().toString());
          }
        });
    return given;
  }

  /** Returns whether an item has what the option of this name asks for. */
  boolean takes(String name, JsonNode item) {
    Setting setting = Objects.requireNonNull(settings.get(name));
    return setting.selects().takes(item, String.valueOf(setting.value()));
  }

  /** Returns the value of the option of this name; empty if it wasn't given. */
  Optional<Object> value(String name) {
    return Optional.ofNullable(settings.get(name)).map(Setting::value);
  }

  /** Returns the same options without some. */
  ContractOptions without(Set<String> names) {
    ContractOptions others = new ContractOptions();
    others.settings.putAll(settings);
    others.settings.keySet().removeAll(names);
    return others;
  }

  /** Returns whether none of the options was given. */
  boolean isEmpty() {
    return settings.values().stream().allMatch(setting -> setting.value() == null);
  }
}
