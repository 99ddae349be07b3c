package dev.ghbilling.internal.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.uri.PathSegment;
import dev.ghbilling.internal.uri.PercentEncoding;
import feign.MethodMetadata;
import feign.Param;
import feign.Request;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arguments of a generated method as a request. Worked out once from what Feign's
 * contract reads in the annotations. Feign itself expands its templates in each call, which took
 * two thirds of a call's memory.
 */
final class RequestWriter {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final JsonMapper MAPPER = ApiJson.mapper();

  private final Request.HttpMethod httpMethod;
  private final List<String> literals = new ArrayList<>();
  private final List<PathVariable> variables = new ArrayList<>();
  private final Map<String, Collection<String>> headers;
  private final @Nullable Integer query;
  private final List<QueryParameter> parameters;
  private final @Nullable Integer body;

  /** A variable of the path, and the position of its argument. */
  record PathVariable(String name, int argument) {}

  /** A parameter of the query, and the accessor of its component. */
  private record QueryParameter(String name, Method component) {}

  /**
   * Works out the method.
   *
   * @param metadata what Feign's contract says of it
   * @param baseUrl the API's base URL, without a slash at the end
   * @param ownHeaders headers of every request, in place of the contract's of the same name
   */
  RequestWriter(MethodMetadata metadata, String baseUrl, Map<String, String> ownHeaders) {
    this.httpMethod = Request.HttpMethod.valueOf(metadata.template().method());
    this.headers = HttpHeaders.copy(metadata.template().headers());
    ownHeaders.forEach((name, value) -> headers.put(name, List.of(value)));
    this.query = metadata.queryMapIndex();
    this.parameters =
        query == null ? List.of() : parameters(metadata.method().getParameterTypes()[query]);
    this.body = metadata.bodyIndex();
    splitPath(baseUrl + metadata.template().path(), metadata);
  }

  /** Returns the variable that the path ends with; empty when it ends with anything else. */
  Optional<PathVariable> lastOfPath() {
    return !variables.isEmpty() && literals.get(variables.size()).isEmpty()
        ? Optional.of(variables.get(variables.size() - 1))
        : Optional.empty();
  }

  /**
   * Returns the request for these arguments.
   *
   * @throws IllegalArgumentException when a value can't stand in a path, or the body can't be
   *     written as JSON
   */
  Request request(Object[] arguments) {
    StringBuilder url = new StringBuilder(160).append(literals.get(0));
    for (int i = 0; i < variables.size(); i++) {
      PathVariable variable = variables.get(i);
      Object argument = arguments[variable.argument()];
      if (argument == null) {
        throw new IllegalArgumentException(variable.name() + " must not be null");
      }
      String segment = PathSegment.require(variable.name(), text(argument));
      url.append(PercentEncoding.encode(segment)).append(literals.get(i + 1));
    }
    if (query != null) {
      appendQuery(url, arguments[query]);
    }
    byte[] json = body == null || arguments[body] == null ? null : json(arguments[body]);
    return Request.create(
        httpMethod, url.toString(), headersFor(json), json, StandardCharsets.UTF_8, null);
  }

  /** Returns the headers with the length of a body, without which Feign's client sends chunks. */
  private Map<String, Collection<String>> headersFor(byte @Nullable [] json) {
    if (json == null) {
      return headers;
    }
    Map<String, Collection<String>> all = HttpHeaders.copy(headers);
    all.put("Content-Length", List.of(String.valueOf(json.length)));
    return all;
  }

  /** Repeats the parameter of a list for each element, which is OpenAPI's default. */
  private void appendQuery(StringBuilder url, Object values) {
    char separator = '?';
    for (QueryParameter parameter : parameters) {
      Object value = value(parameter.component(), values);
      if (value == null) {
        continue;
      }
      for (Object element : value instanceof Collection<?> list ? list : List.of(value)) {
        url.append(separator).append(parameter.name()).append('=');
        url.append(PercentEncoding.encode(text(element)));
        separator = '&';
      }
    }
  }

  /** Returns a value as text: a number with the digits that it has in a body, not as 1E+3. */
  private static String text(Object value) {
    return value instanceof BigDecimal
        ? new String(json(value), StandardCharsets.UTF_8)
        : String.valueOf(value);
  }

  private static byte[] json(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the request can't be written as JSON: " + e.getMessage(), e);
    }
  }

  private void splitPath(String path, MethodMetadata metadata) {
    Matcher variable = VARIABLE.matcher(path);
    int from = 0;
    while (variable.find()) {
      literals.add(path.substring(from, variable.start()));
      variables.add(new PathVariable(variable.group(1), argument(variable.group(1), metadata)));
      from = variable.end();
    }
    literals.add(path.substring(from));
  }

  private static int argument(String variable, MethodMetadata metadata) {
    return metadata.indexToName().entrySet().stream()
        .filter(argument -> argument.getValue().contains(variable))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(metadata.configKey() + " has no " + variable))
        .getKey();
  }

  /** Returns the parameters in the order of their names, whatever the order of the components. */
  private static List<QueryParameter> parameters(Class<?> query) {
    return Arrays.stream(query.getRecordComponents())
        .map(component -> new QueryParameter(name(query, component), component.getAccessor()))
        .sorted(Comparator.comparing(QueryParameter::name))
        .toList();
  }

  private static String name(Class<?> query, RecordComponent component) {
    try {
      return PercentEncoding.encode(
          query.getDeclaredField(component.getName()).getAnnotation(Param.class).value());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a record has a field for each component", e);
    }
  }

  private static @Nullable Object value(Method component, Object query) {
    try {
      return component.invoke(query);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated record can't be read", e);
    }
  }
}
