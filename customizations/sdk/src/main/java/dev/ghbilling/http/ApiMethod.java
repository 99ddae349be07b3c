package dev.ghbilling.http;

import com.fasterxml.jackson.databind.ObjectReader;
import feign.MethodMetadata;
import feign.Param;
import feign.Response;
import feign.TypedResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A method of a generated interface: how its arguments become a request, and what the answer is
 * read as. Worked out once from what Feign's contract reads in the annotations; Feign itself works
 * it out for each call, which takes more than all else in a call together.
 */
final class ApiMethod {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  private final String operation;
  private final OperationTraits traits;
  private final String httpMethod;
  private final List<String> literals = new ArrayList<>();
  private final List<PathVariable> variables = new ArrayList<>();
  private final HeaderFields headers;
  private final int query;
  private final List<QueryParameter> parameters;
  private final int body;
  private final Returns returns;
  private final @Nullable ObjectReader reader;

  /** What the method gives. */
  private enum Returns {
    VALUE,
    VALUE_WITH_HEADERS,
    UNREAD,
    NOTHING
  }

  /** A variable of the path, and the argument that it takes. */
  private record PathVariable(String name, int argument) {}

  /** A parameter of the query, and the component of a record that it takes. */
  private record QueryParameter(String name, Method component) {}

  /**
   * The method.
   *
   * @param metadata what Feign's contract says of it
   * @param traits what the contract says of the operations, by their ids
   * @param baseUrl where the API is, without a slash at the end
   * @param identification headers of every request, in the place of the contract's
   */
  ApiMethod(
      MethodMetadata metadata,
      Map<String, OperationTraits> traits,
      String baseUrl,
      Map<String, String> identification) {
    Method method = metadata.method();
    this.operation = operation(method);
    this.traits = traits(traits, operation);
    this.httpMethod = metadata.template().method();
    HeaderFields all = HeaderFields.of(metadata.template().headers());
    for (Map.Entry<String, String> header : identification.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    this.headers = all;
    this.query = index(metadata.queryMapIndex());
    this.parameters = query < 0 ? List.of() : parameters(method.getParameterTypes()[query]);
    this.body = index(metadata.bodyIndex());
    this.returns = returns(method.getReturnType());
    this.reader = reader(returns, metadata.returnType());
    splitPath(baseUrl + metadata.template().path(), metadata);
  }

  /** Which operation of the contract a generated method is for: it is named after it. */
  static String operation(Method method) {
    return method.getName().replaceFirst("(WithHttpInfo|Stream)$", "");
  }

  String operation() {
    return operation;
  }

  OperationTraits traits() {
    return traits;
  }

  /** Whether the caller gets the answer unread. */
  boolean streamed() {
    return returns == Returns.UNREAD;
  }

  /**
   * The request for these arguments.
   *
   * @throws IllegalArgumentException when a value can't stand in a path, or the body can't be
   *     written as JSON
   */
  ApiRequest request(Object[] arguments) {
    StringBuilder url = new StringBuilder(160).append(literals.get(0));
    for (int i = 0; i < variables.size(); i++) {
      PathVariable variable = variables.get(i);
      String segment =
          PathSegment.require(variable.name(), String.valueOf(arguments[variable.argument()]));
      url.append(PercentEncoded.value(segment)).append(literals.get(i + 1));
    }
    appendQuery(url, arguments);
    boolean hasBody = body >= 0 && arguments[body] != null;
    return new ApiRequest(
        httpMethod, url.toString(), headers, hasBody ? JsonBody.bytes(arguments[body]) : null);
  }

  /** A list's parameter is repeated for each element, as OpenAPI has it unless told otherwise. */
  private void appendQuery(StringBuilder url, Object[] arguments) {
    char separator = '?';
    for (QueryParameter parameter : parameters) {
      Object value = value(parameter.component(), arguments[query]);
      if (value == null) {
        continue;
      }
      for (Object element : value instanceof Collection<?> list ? list : List.of(value)) {
        url.append(separator).append(parameter.name()).append('=');
        url.append(PercentEncoded.value(String.valueOf(element)));
        separator = '&';
      }
    }
  }

  /** What the method gives for an answer, which is read. */
  @Nullable Object value(ApiAnswer answer, JsonBody json) throws IOException {
    if (reader == null) {
      return returns == Returns.NOTHING ? null : answer.toFeign((Object) null);
    }
    Object value = json.read(answer, reader);
    return returns == Returns.VALUE ? value : answer.toFeign(value);
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

  /** In the order of their names, whichever that of the components is. */
  private static List<QueryParameter> parameters(Class<?> query) {
    return Arrays.stream(query.getRecordComponents())
        .map(component -> new QueryParameter(name(query, component), component.getAccessor()))
        .sorted(Comparator.comparing(QueryParameter::name))
        .toList();
  }

  private static String name(Class<?> query, RecordComponent component) {
    try {
      return PercentEncoded.value(
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

  private static OperationTraits traits(Map<String, OperationTraits> all, String operation) {
    OperationTraits traits = all.get(operation);
    if (traits == null) {
      throw new IllegalArgumentException("the contract says nothing of " + operation);
    }
    return traits;
  }

  private static int index(@Nullable Integer index) {
    return index == null ? -1 : index;
  }

  private static Returns returns(Class<?> type) {
    if (type == TypedResponse.class) {
      return Returns.VALUE_WITH_HEADERS;
    }
    if (type == Response.class) {
      return Returns.UNREAD;
    }
    return type == void.class ? Returns.NOTHING : Returns.VALUE;
  }

  private static @Nullable ObjectReader reader(Returns returns, Type type) {
    Type read =
        returns == Returns.VALUE_WITH_HEADERS && type instanceof ParameterizedType typed
            ? typed.getActualTypeArguments()[0]
            : type;
    return returns == Returns.UNREAD || returns == Returns.NOTHING || read == Void.class
        ? null
        : BillingJson.mapper().readerFor(BillingJson.mapper().constructType(read));
  }
}
