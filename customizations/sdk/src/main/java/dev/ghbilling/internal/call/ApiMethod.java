package dev.ghbilling.internal.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.internal.json.JsonDecoder;
import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.selection.Selectors;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.uri.PathSegment;
import dev.ghbilling.internal.uri.PercentEncoding;
import feign.MethodMetadata;
import feign.Param;
import feign.Request;
import feign.Response;
import feign.TypedResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
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
 * A method of a generated interface: how its arguments become a request, and what its response is
 * read as. Worked out once from what Feign's contract reads in the annotations. Feign itself
 * expands its templates in each call, which took two thirds of a call's memory.
 */
final class ApiMethod {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final JsonMapper MAPPER = ApiJson.mapper();
  private static final int NONE = -1;

  private final CalledOperation operation;
  private final Request.HttpMethod httpMethod;
  private final List<String> literals = new ArrayList<>();
  private final List<PathVariable> variables = new ArrayList<>();
  private final Map<String, Collection<String>> headers;
  private final int query;
  private final List<QueryParameter> parameters;
  private final Selectors selectors;
  private final int body;
  private final Result result;
  private final @Nullable ObjectReader reader;
  private final @Nullable RequestedId requestedId;

  /** The form of the result. */
  private enum Result {
    VALUE,
    VALUE_WITH_HEADERS,
    UNREAD,
    NOTHING
  }

  /** A variable of the path, and the position of its argument. */
  private record PathVariable(String name, int argument) {}

  /** A parameter of the query, and the accessor of its component. */
  private record QueryParameter(String name, Method component) {}

  /**
   * Works out the method.
   *
   * @param metadata what Feign's contract says of it
   * @param baseUrl the API's base URL, without a slash at the end
   * @param ownHeaders headers of every request, in place of the contract's of the same name
   */
  ApiMethod(MethodMetadata metadata, String baseUrl, Map<String, String> ownHeaders) {
    Method method = metadata.method();
    this.httpMethod = Request.HttpMethod.valueOf(metadata.template().method());
    this.operation = CalledOperation.of(method, httpMethod.name());
    this.headers = HttpHeaders.copy(metadata.template().headers());
    ownHeaders.forEach((name, value) -> headers.put(name, List.of(value)));
    this.query = position(metadata.queryMapIndex());
    this.parameters = query == NONE ? List.of() : parameters(method.getParameterTypes()[query]);
    this.selectors =
        query == NONE ? Selectors.NONE : Selectors.of(method.getParameterTypes()[query]);
    this.body = position(metadata.bodyIndex());
    this.result = result(method.getReturnType());
    this.reader = reader(result, metadata.returnType());
    splitPath(baseUrl + metadata.template().path(), metadata);
    this.requestedId = requestedId();
  }

  private @Nullable RequestedId requestedId() {
    boolean endsWithVariable = !variables.isEmpty() && literals.get(literals.size() - 1).isEmpty();
    if (reader == null || !endsWithVariable) {
      return null;
    }
    PathVariable last = variables.get(variables.size() - 1);
    Class<?> read = reader.getValueType().getRawClass();
    return RequestedId.of(last.name(), last.argument(), read).orElse(null);
  }

  CalledOperation operation() {
    return operation;
  }

  /** Returns whether the caller gets the response unread. */
  boolean streamed() {
    return result == Result.UNREAD;
  }

  /** Returns what the query among these arguments asks for. */
  RequestSelection selection(Object[] arguments) {
    return query == NONE ? RequestSelection.ALL : selectors.asked(arguments[query]);
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
      String segment = PathSegment.require(variable.name(), String.valueOf(argument));
      url.append(PercentEncoding.encode(segment)).append(literals.get(i + 1));
    }
    appendQuery(url, arguments);
    byte[] json = body == NONE || arguments[body] == null ? null : json(arguments[body]);
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
  private void appendQuery(StringBuilder url, Object[] arguments) {
    char separator = '?';
    for (QueryParameter parameter : parameters) {
      Object value = value(parameter.component(), arguments[query]);
      if (value == null) {
        continue;
      }
      for (Object element : value instanceof Collection<?> list ? list : List.of(value)) {
        url.append(separator).append(parameter.name()).append('=');
        url.append(PercentEncoding.encode(String.valueOf(element)));
        separator = '&';
      }
    }
  }

  private static byte[] json(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the request can't be written as JSON: " + e.getMessage(), e);
    }
  }

  /** Returns what the method returns for a successful response. */
  @Nullable Object value(
      Object[] arguments, Response response, CallContext call, JsonDecoder decoder)
      throws IOException {
    Object value = reader == null ? null : read(arguments, response, call, decoder, reader);
    return result == Result.VALUE_WITH_HEADERS
        ? TypedResponse.builder(response).body(value).build()
        : value;
  }

  private Object read(
      Object[] arguments,
      Response response,
      CallContext call,
      JsonDecoder decoder,
      ObjectReader reader)
      throws IOException {
    String id = call.operation().id();
    JsonDecoder.Requested requested = value -> objection(arguments, call, value);
    return call.operation().write()
        ? decoder.decodeChange(id, call.attempt(), response, reader, requested)
        : decoder.decode(id, call.attempt(), response, reader, requested);
  }

  /** Returns why the value isn't what was asked for, or null when it is. */
  private @Nullable String objection(Object[] arguments, CallContext call, Object value) {
    String other = requestedId == null ? null : requestedId.objection(arguments, value);
    return other == null ? call.selection().fault(value) : other;
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

  private static int position(@Nullable Integer index) {
    return index == null ? NONE : index;
  }

  private static Result result(Class<?> type) {
    if (type == TypedResponse.class) {
      return Result.VALUE_WITH_HEADERS;
    }
    if (type == Response.class) {
      return Result.UNREAD;
    }
    return type == void.class ? Result.NOTHING : Result.VALUE;
  }

  private static @Nullable ObjectReader reader(Result result, Type type) {
    Type read =
        result == Result.VALUE_WITH_HEADERS && type instanceof ParameterizedType typed
            ? typed.getActualTypeArguments()[0]
            : type;
    return result == Result.UNREAD || result == Result.NOTHING || read == Void.class
        ? null
        : MAPPER.readerFor(MAPPER.constructType(read));
  }
}
